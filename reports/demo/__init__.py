"""演示故事：从线索到办结、从编制到印发，各个环节都有一件在途。

The demo's story, lived through the services by the demo's people, each step on its own day. Fictional throughout.
"""
