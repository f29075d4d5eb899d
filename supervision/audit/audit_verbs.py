"""留痕自身的留痕动作。"""

from supervision.audit.verbs import Verb, register
from supervision.audit.words import register_words

register(Verb("audit.key_begun", "启用首把留痕签名密钥"), Verb("audit.key_endorsed", "更换留痕签名密钥"))
register_words({"endorsed_by": "背书的密钥"})
