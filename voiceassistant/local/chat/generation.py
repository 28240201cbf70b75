"""A reply by the model: what it is to be is decided first, and then it is held to that."""

from voiceassistant.local.chat import decision, parallel_calls, toolcalls
from voiceassistant.local.chat.language_model import LanguageModel, Piece
from voiceassistant.local.protocol.wire import ChatRequest
from voiceassistant.local.workers import Job


def generate(request: ChatRequest, model: LanguageModel, job: Job[Piece]) -> None:
    """Emits the reply: talk, a call, or a call for each thing that is asked for.

    Raises:
        ApiError: The prompt does not fit, or a field's value is refused.
        Cancelled: Nobody waits for the answer any more.
    """
    parts = parallel_calls.parts(request)
    if parts and parallel_calls.call_each(request, parts, model, job):
        return
    decided = None
    if decision.is_open(request):
        decided = not parts and decision.judged(request, model, job)  # the parts together were judged before
    messages, grammar = toolcalls.chat_messages(request), toolcalls.grammar(request, decided)
    model.generate(request, messages, grammar, job.emit, lambda: job.cancelled)
