"""密码：标准测试向量、不重复的随机数、改动即拒绝、密钥轮换与换设备。"""

from __future__ import annotations

import hashlib
import random
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.core.exceptions import ImproperlyConfigured

from supervision.crypto import Unreadable, decrypt, encrypt, fingerprint, fingerprints, is_current
from supervision.crypto.keys import generate, ring
from supervision.crypto.service import in_use
from supervision.crypto.software import Software, open_sealed, seal

PLACE = "people.phone"
NUMBER = "430102199001011234"


def test_j7_sm4_known_answer() -> None:
    """GB/T 32907, example 1."""
    block = bytes.fromhex("0123456789abcdeffedcba9876543210")
    machine = Cipher(algorithms.SM4(block), modes.ECB()).encryptor()
    assert machine.update(block).hex() == "681edf34d206965e86b3e94f536e4246"


def test_j7_sm4_gcm_known_answer() -> None:
    """RFC 8998, appendix A.1."""
    key, nonce = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210"), bytes.fromhex("00001234567800000000ABCD")
    context = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    plain = b"".join(bytes([byte]) * 8 for byte in bytes.fromhex("AABBCCDDEEFFEEAA"))
    sealed = seal(key, nonce, plain, context)
    assert sealed[:-16].hex().upper() == (
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
    )
    assert sealed[-16:].hex().upper() == "83DE3541E4C2B58177E065A9BF7B62EC"
    assert open_sealed(key, nonce, sealed, context) == plain


def test_j7_sm3_known_answer() -> None:
    """GB/T 32905, example 1."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(b"abc")
    assert digest.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_j7_hmac_sm3_known_answer(settings: Any) -> None:
    """The vector that GM/T 0042 gives for a key of 32 bytes."""
    import base64

    key = base64.urlsafe_b64encode(bytes(range(1, 33))).decode()
    settings.CRYPTO_KEYS = f"{generate('sm4')},hmac:{key}"
    machine = Software()
    message = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq" * 2
    assert (
        machine.mac(machine.newest("hmac"), message).hex() == "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a"
    )


def test_a_value_comes_back_and_never_reads_the_same_twice() -> None:
    first, second = encrypt(PLACE, NUMBER), encrypt(PLACE, NUMBER)
    assert decrypt(PLACE, first) == decrypt(PLACE, second) == NUMBER
    assert first != second
    assert NUMBER not in first


def test_j5_no_nonce_is_used_twice() -> None:
    machine = in_use()
    number = machine.newest("sm4")
    times = 1_000_000
    assert len({machine.seal(number, b"", b"")[:12] for _ in range(times)}) == times


def test_j5_every_changed_bit_is_refused() -> None:
    machine = in_use()
    number = machine.newest("sm4")
    sealed = machine.seal(number, NUMBER.encode(), b"place")
    for place in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(ValueError, match="改动"):
            machine.open(number, bytes(changed), b"place")
    for length in range(len(sealed)):
        with pytest.raises(ValueError, match=r"改动|完整"):
            machine.open(number, sealed[:length], b"place")


def test_j5_a_value_does_not_open_in_another_column() -> None:
    value = encrypt(PLACE, NUMBER)
    with pytest.raises(Unreadable) as refused:
        decrypt("people.address", value)
    assert NUMBER not in str(refused.value)


@pytest.mark.parametrize(
    "value", ["", "430102199001011234", "sm4.x.y", "sm4.00000000.AAAA", "aes.00000000.AAAA", "sm4..", "a.b.c.d"]
)
def test_what_is_no_sealed_value_is_refused(value: str) -> None:
    with pytest.raises(Unreadable):
        decrypt(PLACE, value)


def test_a_fingerprint_knows_a_number_in_any_spelling_and_no_other() -> None:
    one = fingerprint(PLACE, "43010219900101123x")
    assert one == fingerprint(PLACE, " 430102 19900101 123Ｘ") == fingerprint(PLACE, "４３０１０２１９９００１０１１２３X")
    assert one != fingerprint(PLACE, "430102199001011231")
    assert one != fingerprint("people.other", "43010219900101123X")
    assert hashlib.sha256(b"43010219900101123X").hexdigest()[:16] not in one
    assert len({fingerprint(PLACE, str(number)) for number in range(10_000)}) == 10_000


def test_an_older_key_still_reads_and_the_newest_one_seals(settings: Any) -> None:
    old = settings.CRYPTO_KEYS
    value, print_of_it = encrypt(PLACE, NUMBER), fingerprint(PLACE, NUMBER)
    settings.CRYPTO_KEYS = f"{old},{generate('sm4')}"
    assert decrypt(PLACE, value) == NUMBER
    assert not is_current(value)
    assert is_current(encrypt(PLACE, NUMBER))
    assert fingerprint(PLACE, NUMBER) == print_of_it, "a new sealing key does not change fingerprints"
    settings.CRYPTO_KEYS += "," + generate("hmac")
    assert fingerprints(PLACE, NUMBER) == [print_of_it, fingerprint(PLACE, NUMBER)]
    settings.CRYPTO_KEYS = ",".join((generate("sm4"), old.split(",")[-1]))
    with pytest.raises(Unreadable, match="密钥"):
        decrypt(PLACE, value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "缺少 sm4"),
        (generate("sm4"), "缺少 hmac"),
        ("des:AAAA", "第 1 项"),
        ("sm4:AAAA", "16 字节"),
        ("sm4:secret-that-is-not-base64!", "16 字节"),
    ],
)
def test_wrong_keys_stop_the_start_in_words_and_without_repeating_them(text: str, said: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=said) as refused:
        ring(text)
    assert "not-base64" not in str(refused.value)


class Device(Software):
    """Stands for a 密码机: another algorithm name, keys of its own that never leave it."""

    code = "device"
    _key_inside = random.Random(1).randbytes(16)

    def check(self) -> None:
        pass

    def newest(self, purpose: str) -> str:
        return "slot-7"

    def numbers(self, purpose: str) -> list[str]:
        return ["slot-7"]

    def _key(self, purpose: str, number: str) -> bytes:
        return self._key_inside


def test_a_device_can_take_over_and_what_the_software_sealed_still_opens(settings: Any) -> None:
    before = encrypt(PLACE, NUMBER)
    settings.CRYPTO_BACKENDS = [f"{__name__}.Device", "supervision.crypto.software.Software"]
    after = encrypt(PLACE, NUMBER)
    assert after.startswith("device.slot-7.")
    assert not is_current(before)
    assert decrypt(PLACE, before) == decrypt(PLACE, after) == NUMBER
    settings.CRYPTO_BACKENDS = ["supervision.crypto.software.Software"]
    with pytest.raises(Unreadable, match="device"):
        decrypt(PLACE, after)


def test_a_backend_that_is_not_there_stops_the_start(settings: Any) -> None:
    settings.CRYPTO_BACKENDS = ["nowhere.Device"]
    with pytest.raises(ImproperlyConfigured, match="nowhere"):
        in_use()
