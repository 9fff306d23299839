"""A Batch API on loopback: files go in, batches run when they are told to, files come out."""

import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class BatchApi:
    """Answers every line with `respond(body)`: a chat completion, or (status, error)."""

    def __init__(self, respond):
        self.respond = respond
        self.files, self.batches, self.asked = {}, {}, []
        self.lose_create = self.fail_create = False
        self.drip = 0.0  # seconds between two pieces of a file
        self.paths = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                data = self.rfile.read(int(self.headers["content-length"]))
                owner.paths.append(self.path)
                self.say(*owner.post(self.path.partition("?")[0], data))

            def do_GET(self):
                owner.paths.append(self.path)
                self.say(*owner.get(self.path.partition("?")[0]))

            def say(self, status, value):
                payload = value if isinstance(value, bytes) else json.dumps(value).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(payload)))
                self.end_headers()
                if not owner.drip or not self.path.partition("?")[0].endswith("/content"):
                    self.wfile.write(payload)
                    return
                for byte in payload:
                    self.wfile.write(bytes([byte]))
                    time.sleep(owner.drip)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def close(self):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def post(self, path, data):
        if path == "/v1/files":
            number = f"file-{len(self.files)}"
            part = re.search(rb'name="file".*?\r\n\r\n(.*?)\r\n--', data, re.DOTALL)
            self.files[number] = part.group(1)
            return 200, {"id": number, "object": "file", "bytes": 1, "created_at": 1, "filename": "f",
                         "purpose": "batch", "status": "processed"}  # fmt: skip
        if path == "/v1/batches":
            if self.fail_create:
                return 400, {"error": {"message": "not now"}}
            asked = json.loads(data)
            number = f"batch-{len(self.batches)}"
            self.batches[number] = {
                "id": number, "object": "batch", "endpoint": asked["endpoint"], "created_at": 1,
                "completion_window": "24h", "input_file_id": asked["input_file_id"],
                "metadata": asked["metadata"], "status": "in_progress",
            }  # fmt: skip
            if self.lose_create:
                return 400, {"error": {"message": "the answer was lost"}}
            return 200, self.batches[number]
        body = json.loads(data)  # a plain chat completion
        self.asked.append(body)
        return 200, self.respond(body)

    def get(self, path):
        if path.startswith("/v1/files/"):
            return 200, self.files[path.split("/")[3]]
        if path == "/v1/batches":
            return 200, {"object": "list", "data": list(self.batches.values()), "has_more": False}
        return 200, self.batches[path.split("/")[3]]

    def lines(self, number):
        return [json.loads(line) for line in self.files[self.batches[number]["input_file_id"]].splitlines()]

    def run(self, *, status="completed", only=None, why=""):
        """Let every batch that waits come to its end."""
        for number, batch in self.batches.items():
            if batch["status"] != "in_progress":
                continue
            out, errors = [], []
            for line in self.lines(number)[:only]:
                assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions")
                said = self.respond(line["body"])
                code, body = said if isinstance(said, tuple) else (200, said)
                entry = {"id": "r", "custom_id": line["custom_id"], "error": None,
                         "response": {"status_code": code, "request_id": "q", "body": body}}  # fmt: skip
                (out if code == 200 else errors).append(json.dumps(entry))
            self.files[f"{number}-out"] = "\n".join(out).encode()
            self.files[f"{number}-err"] = "\n".join(errors).encode()
            batch |= {"status": status, "output_file_id": f"{number}-out", "error_file_id": f"{number}-err"}
            if why:
                batch["errors"] = {"object": "list", "data": [{"code": "x", "message": why}]}
