from tests.fakes.fixtures import api, door, service_of

__all__ = ["api", "door", "service_of"]
