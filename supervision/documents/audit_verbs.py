"""文件与密钥的留痕动作。"""

from supervision.audit.verbs import Verb, register

register(Verb("documents.keys_rotated", "轮换加密密钥"))
