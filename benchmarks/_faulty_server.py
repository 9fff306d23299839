"""An OpenAI-compatible server on loopback that is late and fails as real ones do, and counts what it answered.

`python benchmarks/_faulty_server.py --latency 2 --fault 429=0.2 --fault 500=0.05 ...` prints its address. It is a
process of its own, so that its work is nobody else's CPU time. `GET /stats` gives the counts, `POST /reset`
forgets them. Which request meets which fault depends on its body and on how often it was sent, on nothing else.
"""

import argparse
import asyncio
import hashlib
import json
import re
import struct

_MARKED = re.compile(r"([\u4e00-\u9fff“”]{2,14})[^\[\u4e00-\u9fff]{1,20}[^\[]{0,4}\[(\d+)\]")


def answer_of(body):
    """A plausible answer: every number named by the words before it, no items, no readings."""
    text = body["messages"][-1]["content"]
    report = text.partition("<原文>")[2].partition("</原文>")[0]
    answer = _filled(body["response_format"]["json_schema"]["schema"], report)
    return json.dumps(answer, ensure_ascii=False)


def _filled(schema, report):
    answer = {}
    for name, shape in schema["properties"].items():
        if name == "kpis":
            names = dict.fromkeys(re.findall(r"\[(\d+)\]", report), "不是指标")
            names |= {index: found for found, index in _MARKED.findall(report)}
            answer[name] = [f"{index}:{found}" for index, found in names.items()]
        elif shape.get("type") == "array":
            answer[name] = []
        elif "enum" in shape:
            answer[name] = shape["enum"][0]
        elif shape.get("type") == "object":
            answer[name] = _filled(shape, report)
        else:
            answer[name] = "好"
    return answer


class Server:
    """Counts by body: how often it came, how often it was answered in full."""

    def __init__(self, latency, faults, retry_after):
        self.latency, self.faults, self.retry_after = latency, faults, retry_after
        self.reset()

    def reset(self):
        self.came, self.answered, self.met = {}, {}, {}
        self.at_once = self.most_at_once = 0

    def stats(self):
        return {
            "requests": sum(self.came.values()),
            "different": len(self.came),
            "answered": len(self.answered),
            "answered_twice": sum(count > 1 for count in self.answered.values()),
            "sent_after_answer": sum(max(0, count - 1) for count in self.answered.values()),
            "faults": self.met,
            "most_at_once": self.most_at_once,
        }

    def fault(self, key, number):
        """The fault that the nth sending of a body meets."""
        if number > 8:
            return ""
        draw = int.from_bytes(hashlib.sha256(f"{key}{number}".encode()).digest()[:8]) / 2**64
        for name, share in self.faults.items():
            if draw < share:
                return name
            draw -= share
        return ""

    async def serve(self, reader, writer):
        try:
            while await self.exchange(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def exchange(self, reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
        data = await reader.readexactly(int(length.group(1))) if length else b""
        path = head.split(b" ", 2)[1]
        if path == b"/stats":
            return await self.say(writer, 200, self.stats())
        if path == b"/reset":
            self.reset()
            return await self.say(writer, 200, {})
        key = hashlib.sha256(data).hexdigest()
        self.came[key] = self.came.get(key, 0) + 1
        fault = self.fault(key, self.came[key])
        if fault:
            self.met[fault] = self.met.get(fault, 0) + 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            return await self.answer(reader, writer, key, data, fault)
        finally:
            self.at_once -= 1

    async def answer(self, reader, writer, key, data, fault):
        if fault == "429":
            error = {"error": {"message": "slow down", "code": "rate_limit_exceeded"}}
            return await self.say(writer, 429, error, f"retry-after: {self.retry_after}\r\n")
        if fault == "stall":
            await asyncio.sleep(3600)
        await asyncio.sleep(self.latency)
        if reader.at_eof():
            return False  # whoever asked has gone: this is no answer
        if fault == "500":
            return await self.say(writer, 500, {"error": {"message": "oops"}})
        if fault == "reset":
            socket = writer.get_extra_info("socket")
            socket.setsockopt(1, 13, struct.pack("ii", 1, 0))  # SO_LINGER 0: close sends a reset
            writer.transport.abort()
            return False
        body = json.loads(data)
        text = answer_of(body)
        whole = {
            "id": "x",
            "object": "chat.completion",
            "created": 1,
            "model": body["model"],
            "choices": [
                {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
            ],
            "usage": {"prompt_tokens": len(data) // 4, "completion_tokens": len(text), "total_tokens": 1},
        }
        if fault == "cut":
            payload = json.dumps(whole, ensure_ascii=False).encode()
            writer.write(_head(200, len(payload)) + payload[: len(payload) // 2])
            await writer.drain()
            return False
        return await self.say(writer, 200, whole, key=key)

    async def say(self, writer, status, value, headers="", key=None):
        payload = json.dumps(value, ensure_ascii=False).encode()
        if writer.is_closing():
            return False
        if key is not None:
            self.answered[key] = self.answered.get(key, 0) + 1
        writer.write(_head(status, len(payload), headers) + payload)
        await writer.drain()
        return True


def _head(status, length, headers=""):
    return (
        f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\n{headers}content-length: {length}\r\n\r\n"
    ).encode()


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--latency", type=float, default=0.0)
    parser.add_argument("--retry-after", default="1")
    parser.add_argument("--fault", action="append", default=[], help="429=0.2, 500=, reset=, cut=, stall=")
    given = parser.parse_args()
    faults = {name: float(share) for name, _, share in (one.partition("=") for one in given.fault)}
    server = Server(given.latency, faults, given.retry_after)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, limit=2**24, backlog=1024)
    print(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}", flush=True)
    await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
