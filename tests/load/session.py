"""One reader of the app over its real websocket, without a browser: connect, set widgets, press, go to a page, leave."""

from __future__ import annotations

import asyncio
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

DONE = (0, 1, 3)  # ends of a script: as it should, with an error of compiling, of a fragment


class Reader:
    """A session; use as an asynchronous context.

    Attributes:
        faults: uncaught errors of the script.
        alerts: what st.error, st.warning and st.info said in the last run.
    """

    def __init__(self, address: str) -> None:
        self.address = address.replace("http", "ws", 1)
        self.faults: list[str] = []
        self.alerts: list[str] = []
        self._widgets: set[str] = set()
        self._states: dict[str, WidgetState] = {}
        self._pages: dict[str, str] = {}
        self._page = ""
        self._finished = asyncio.Event()

    async def __aenter__(self) -> Reader:
        self._socket = await websockets.connect(
            f"{self.address}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            open_timeout=60,
            ping_interval=None,
        )
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()
        self._listening.cancel()

    async def _listen(self) -> None:
        async for data in self._socket:
            message = ForwardMsg()
            message.ParseFromString(data)
            self._take(message)

    def _take(self, message: Any) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._page = message.new_session.page_script_hash
            self._widgets.clear()
            self.alerts.clear()
        elif kind == "navigation":
            self._pages |= {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            self._page = message.navigation.page_script_hash
        elif kind == "script_finished" and message.script_finished in DONE:
            self._finished.set()
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            name = element.WhichOneof("type")
            held = getattr(element, name)
            if name == "exception":
                self.faults.append(f"{held.type}: {held.message}")
            if name == "alert":
                self.alerts.append(held.body)
            if getattr(held, "id", ""):
                self._widgets.add(held.id)

    def set(self, key: str, **value: Any) -> None:
        """Give the widget with this key a value at the next run: string_value=…, trigger_value=True …"""
        found = [name for name in self._widgets if name.endswith(key)]
        if len(found) != 1:
            raise KeyError(f"{key}: {len(found)} of {sorted(self._widgets)}")
        self._states[found[0]] = WidgetState(id=found[0], **value)

    async def run(
        self, page: str | None = None, wait: bool = True, seconds: float = 240, query: str = ""
    ) -> None:
        """Run the script with the values that were set; `page` as its address has it, and what stands behind its question mark."""
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self._page if page is None else self._pages[page]
        asked.rerun_script.query_string = query
        asked.rerun_script.widget_states.widgets.extend(self._states.values())
        self._finished.clear()
        await self._socket.send(asked.SerializeToString())
        self._states = {k: v for k, v in self._states.items() if v.WhichOneof("value") != "trigger_value"}
        if wait:
            await asyncio.wait_for(self._finished.wait(), seconds)
