from voiceassistant.local.routes.chat_answer import ChatAnswer


def test_chunks_of_one_answer_share_their_id() -> None:
    answer = ChatAnswer("m")
    first, last = answer.chunk({"content": "Hi"}), answer.chunk({}, "stop")
    assert first["id"] == last["id"]
    assert last["choices"][0]["finish_reason"] == "stop"
    assert answer.usage_chunk({"total_tokens": 3})["choices"] == []
