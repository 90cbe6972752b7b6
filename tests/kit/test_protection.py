"""Personal data at rest: unreadable without the key, masked until revealed."""

import base64
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.protection import Keyring, ProtectionError, Secret

OLD, NEW, LOOKUP = bytes(range(16)), bytes(range(16, 32)), bytes(range(32, 64))
RING = Keyring({1: OLD, 2: NEW}, LOOKUP)
NUMBER = "11010519491231002X"


@given(st.text())
def test_what_was_encrypted_is_read_back(text: str) -> None:
    assert RING.decrypt(RING.encrypt(text, "person.identity"), "person.identity") == text


def test_the_highest_key_encrypts_and_its_version_stands_in_front() -> None:
    assert RING.encrypt(NUMBER, "c").startswith("2:")


def test_an_older_key_still_reads() -> None:
    before = Keyring({1: OLD}, LOOKUP).encrypt(NUMBER, "c")
    assert RING.decrypt(before, "c") == NUMBER


def test_equal_values_are_not_equal_at_rest_but_found_by_an_equal_hash() -> None:
    assert RING.encrypt(NUMBER, "c") != RING.encrypt(NUMBER, "c")
    assert RING.lookup(NUMBER) == Keyring({3: NEW}, LOOKUP).lookup(NUMBER)
    assert RING.lookup(NUMBER) != Keyring({1: OLD}, bytes(32)).lookup(NUMBER)


def test_a_value_moved_to_another_column_is_not_read() -> None:
    with pytest.raises(ProtectionError):
        RING.decrypt(RING.encrypt(NUMBER, "person.phone"), "person.identity")


def test_one_changed_bit_is_noticed_wherever_it_is() -> None:
    version, _, packed = RING.encrypt(NUMBER, "c").partition(":")
    raw = base64.b64decode(packed)
    for place in range(len(raw)):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises(ProtectionError):
            RING.decrypt(f"{version}:{base64.b64encode(changed).decode()}", "c")


@pytest.mark.parametrize("stored", ["", "2:", "2:AAAA", "x:AAAA", "2:ä", "9:" + "A" * 60])
def test_what_is_no_stored_value_is_a_fault_and_not_a_guess(stored: str) -> None:
    with pytest.raises(ProtectionError):
        RING.decrypt(stored, "c")


@pytest.mark.parametrize(("keys", "lookup"), [({}, LOOKUP), ({1: b"short"}, LOOKUP), ({1: OLD}, b"short")])
def test_a_key_that_is_missing_or_short_stops_the_start(keys: dict[int, bytes], lookup: bytes) -> None:
    with pytest.raises(ProtectionError):
        Keyring(keys, lookup)


def test_a_secret_shows_its_mask_in_pages_messages_and_logs(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret(NUMBER)
    with caplog.at_level(logging.INFO):
        logging.getLogger(__name__).info("%s %r %s", secret, secret, [secret])
    assert NUMBER not in caplog.text + f"{secret}{secret!r}{RING!r}"
    assert secret.reveal() == NUMBER
    assert secret == Secret(NUMBER) != Secret("")
