"""The local engine's HTTP application: the API's routes over the models of this machine."""

import hmac
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from voiceassistant.local.models import Models
from voiceassistant.local.protocol import wire
from voiceassistant.local.protocol.bodies import MAX_FORM_BYTES, MAX_JSON_BYTES, BodyLimit
from voiceassistant.local.protocol.responses import Handler, HungUp, error_response
from voiceassistant.local.routes import chat, speech, transcription, translation

log = logging.getLogger(__name__)

CLIENT_CLOSED_REQUEST = 499


def create_app(token: str) -> Starlette:
    """The application; every route but /healthz wants `Authorization: Bearer <token>`."""
    models = Models()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        models.close()

    def route(path: str, handler: Handler, most_bytes: int = 0) -> Route:
        """GET, or POST of a body that is no larger."""
        limits = [Middleware(BodyLimit, most_bytes=most_bytes)] if most_bytes else []
        return Route(path, _guarded(handler, token), methods=["POST" if most_bytes else "GET"], middleware=limits)

    app = Starlette(
        routes=[
            Route("/healthz", _health),
            route("/v1/models", _list_models),
            route("/v1/models/{name}", _one_model),
            route("/v1/audio/transcriptions", transcription.transcriptions, MAX_FORM_BYTES),
            route("/v1/audio/translations", translation.translations, MAX_FORM_BYTES),
            route("/v1/audio/speech", speech.speech, MAX_JSON_BYTES),
            route("/v1/chat/completions", chat.completions, MAX_JSON_BYTES),
        ],
        exception_handlers={HTTPException: _http_error},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.models = models
    return app


def _guarded(handler: Handler, token: str) -> Handler:
    """Checks the token first, and answers every failure in the API's shape: one bad request ends nothing else."""

    async def handle(request: Request) -> Response:
        try:
            _check_token(request, token)
            return await handler(request)
        except wire.ApiError as error:
            return error_response(error)
        except HTTPException as error:
            return await _http_error(request, error)
        except (HungUp, ClientDisconnect):
            log.info("The client hung up")
            return Response(status_code=CLIENT_CLOSED_REQUEST)
        except Exception as error:
            log.exception("%s failed", request.url.path)
            return error_response(wire.engine_error(f"The local engine failed: {error}"))

    return handle


def _check_token(request: Request, token: str) -> None:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.encode(), token.encode()):
        raise wire.ApiError(401, "Incorrect API key provided.", code="invalid_api_key")


async def _http_error(request: Request, error: Exception) -> Response:
    """Unknown routes, wrong methods and damaged forms, in the API's shape."""
    assert isinstance(error, HTTPException)
    asked = f"{request.method} {request.url.path}"
    match error.status_code:
        case 404:
            return error_response(wire.ApiError(404, f"Invalid URL ({asked})"))
        case 405:
            message = f"Invalid method for URL ({asked})"
            return error_response(wire.ApiError(405, message, code="method_not_supported"))
    return error_response(wire.ApiError(error.status_code, str(error.detail)))


async def _health(_: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _list_models(request: Request) -> Response:
    models: Models = request.app.state.models
    return JSONResponse({"object": "list", "data": [wire.model_body(name) for name in models.names]})


async def _one_model(request: Request) -> Response:
    models: Models = request.app.state.models
    name = request.path_params["name"]
    if not models.knows(name):
        raise wire.unknown_model(name)
    return JSONResponse(wire.model_body(name))
