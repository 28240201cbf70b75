"""The real engine for the tests that are marked `local`."""

from tests.fakes.local_engine import local_engine as local_engine
