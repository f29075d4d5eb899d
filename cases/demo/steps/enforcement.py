"""演示：强制执行的细目，合法的怎么填，埋设的缺陷怎么改。"""

from __future__ import annotations

from cases.demo.steps.declaration import Step

STEP = Step()
