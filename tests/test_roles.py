from collections.abc import Callable

import pytest

from voiceassistant import credentials
from voiceassistant.credentials import OPENAI, Secret
from voiceassistant.errors import SettingsError
from voiceassistant.roles import LOCAL_MODELS, Endpoint, key_finder, resolve
from voiceassistant.settings import Role, Settings

KEY = "sk-never-to-be-seen"
SERVER = "http://localhost:8000/v1"
ROLES = pytest.mark.parametrize("role", Role)


def no_key(base_url: str, role: Role) -> None:
    return None


def a_key(base_url: str, role: Role) -> Secret:
    return Secret(KEY)


def choosing(role: Role, **values: str) -> Settings:
    return Settings().with_values(**{role.value: values})


@ROLES
def test_without_a_key_this_computer_does_it(role: Role) -> None:
    assert resolve(role, Settings()) == Endpoint(role, "local", "", LOCAL_MODELS[role])


@pytest.mark.parametrize(
    ("role", "model"), [(Role.TRANSCRIPTION, "whisper-1"), (Role.CHAT, "gpt-6-luna"), (Role.SPEECH, "tts-1")]
)
def test_with_a_key_openai_does_it(role: Role, model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    endpoint = resolve(role, Settings())
    assert (endpoint.kind, endpoint.base_url, endpoint.model, endpoint.key) == ("openai", OPENAI, model, KEY)
    assert endpoint.title == endpoint.subject == "OpenAI"


@ROLES
def test_the_local_engine_stays_with_a_key_when_it_was_chosen(role: Role) -> None:
    assert resolve(role, choosing(role, server="local"), a_key).kind == "local"
    assert resolve(role, choosing(role, server="local", model="larger"), a_key).model == "larger"


@ROLES
def test_openais_model_is_not_asked_of_the_local_engine(role: Role) -> None:
    settings = choosing(role, model="gpt-6-sol")
    assert resolve(role, settings, a_key).model == "gpt-6-sol"
    assert resolve(role, settings, no_key).model == LOCAL_MODELS[role]


@ROLES
def test_openai_without_a_key_is_told(role: Role) -> None:
    with pytest.raises(SettingsError, match="no API key"):
        resolve(role, choosing(role, server="openai"), no_key)


@pytest.mark.parametrize("server", ["auto", "openai"])
def test_a_keyring_that_fails_is_told_when_it_has_the_key(monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    def locked(base_url: str) -> Secret:
        raise SettingsError("The system's keyring did not answer")

    monkeypatch.setattr(credentials, "from_keyring", locked)
    chosen = choosing(Role.CHAT, server=server)
    with pytest.raises(SettingsError, match="keyring"):
        resolve(Role.CHAT, chosen.with_values(servers_with_key=(OPENAI,)))
    if server == "auto":  # no saved key: simply offline
        assert resolve(Role.CHAT, chosen.with_values(servers_with_key=(SERVER,))).kind == "local"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://me:hunter2@localhost:8000/v1", "a user name or a password"),
        ("http://hunter2@localhost/v1", "a user name or a password"),
        ("http://local host/v1", "a space"),
        ("http://localhost/v1\n", "a space"),
        ("http://localhost:99999/v1", "a port"),
        ("http://localhost:0/v1", "a port"),
        ("http://localhost:many/v1", "a port"),
        ("http://", "starts with|no host"),
        ("http:///v1", "no host"),
        ("http://:8000/v1", "no host"),
        ("http://[::1/v1", "not one that a server can have"),
    ],
)
def test_an_address_that_no_server_has(address: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words) as caught:
        resolve(Role.CHAT, choosing(Role.CHAT, server="custom", base_url=address), no_key)
    assert "hunter2" not in caught.value.sentence


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("http://localhost:8000/v1", "localhost:8000"),
        ("https://models.invalid/v1", "models.invalid"),
        ("http://[::1]:8000/v1", "[::1]:8000"),
        ("http://me:hunter2@localhost:8000/v1", "localhost:8000"),
    ],
)
def test_a_title_is_host_and_port_alone(address: str, title: str) -> None:
    assert Endpoint(Role.CHAT, "custom", address, "llama").title == title


@pytest.mark.parametrize("key", ["sk-ключ", "sk- with blanks", "sk-one\nsk-two", "sk-\x00"])
@pytest.mark.parametrize(
    ("server", "name"), [({"server": "auto"}, "OpenAI"), ({"server": "custom", "base_url": SERVER}, "localhost:8000")]
)
def test_a_key_that_cannot_be_sent(key: str, server: dict[str, str], name: str) -> None:
    with pytest.raises(SettingsError, match=f"The API key for {name} has characters") as caught:
        resolve(Role.CHAT, choosing(Role.CHAT, **server), lambda _url, _role: Secret(key))
    assert key not in caught.value.sentence


@pytest.mark.parametrize("address", ["", "localhost:8000", "ftp://localhost/v1", "file:///etc/passwd"])
def test_another_server_needs_an_address(address: str) -> None:
    with pytest.raises(SettingsError, match="chat server has no address"):
        resolve(Role.CHAT, choosing(Role.CHAT, server="custom", base_url=address), no_key)


def test_another_server_may_do_without_a_key() -> None:
    settings = choosing(Role.CHAT, server="custom", base_url=SERVER + "/", model="llama")
    endpoint = resolve(Role.CHAT, settings, no_key)
    assert endpoint == Endpoint(Role.CHAT, "custom", SERVER, "llama", None)
    assert endpoint.title == "localhost:8000"


def test_the_environment_names_another_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "for-openai-alone")
    monkeypatch.setenv("VOICEASSISTANT_CHAT_URL", SERVER)
    monkeypatch.setenv("VOICEASSISTANT_CHAT_MODEL", "llama")
    monkeypatch.setenv("VOICEASSISTANT_CHAT_KEY", KEY)
    endpoint = resolve(Role.CHAT, choosing(Role.CHAT, server="local", model="mine"))
    assert (endpoint.kind, endpoint.base_url, endpoint.model, endpoint.key) == ("custom", SERVER, "llama", KEY)
    speech = resolve(Role.SPEECH, Settings())
    assert (speech.kind, speech.key) == ("openai", "for-openai-alone")


@pytest.mark.parametrize("show", [repr, str, lambda endpoint: f"{[endpoint]}"])
def test_an_endpoint_does_not_show_its_key(show: Callable[[Endpoint], str]) -> None:
    assert KEY not in show(resolve(Role.CHAT, Settings(), a_key))


# --- where a key is looked for ---


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses for which the keyring was asked."""
    addresses: list[str] = []

    def from_keyring(base_url: str) -> Secret:
        addresses.append(base_url)
        return Secret("from the keyring")

    monkeypatch.setattr(credentials, "from_keyring", from_keyring)
    return addresses


def test_the_keyring_is_asked_only_for_what_it_has(asked: list[str]) -> None:
    find = key_finder(Settings(servers_with_key=(SERVER,)))
    assert find(OPENAI, Role.CHAT) is None
    assert asked == []
    assert find(SERVER, Role.CHAT) == "from the keyring"
    assert asked == [SERVER]


def test_the_environment_comes_before_the_keyring(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert key_finder(Settings(servers_with_key=(OPENAI,)))(OPENAI, Role.CHAT) == KEY
    assert asked == []
