"""Answers that are errors, in the API's shape."""


class ApiError(Exception):
    """An answer that is an error, in the API's shape: its status, message, type, parameter and code."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        kind: str = "invalid_request_error",
        param: str | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"message": message, "type": kind, "param": param, "code": code}}


def unknown_model(name: str) -> ApiError:
    return ApiError(404, f"The model '{name}' does not exist here.", param="model", code="model_not_found")


def engine_error(message: str) -> ApiError:
    """The engine itself failed; the request may be right."""
    return ApiError(500, message, kind="server_error")
