"""演示用的机构与人员：机构名称真实，人物和行为全部虚构。

The demo's agencies and people. Places and names of public bodies are real; every person and every deed is invented.
"""
