package cinema.worker.inbox;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import tools.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;

/** A socket as a browser has it, with what the widget would know by now. */
final class BrowserSocket implements WebSocket.Listener {

	private final StringBuilder part = new StringBuilder();

	final List<JsonNode> heard = new CopyOnWriteArrayList<>();

	/** Id to message, as they are now. */
	final Map<String, JsonNode> items = new LinkedHashMap<>();

	final WebSocket socket;

	volatile int closed;

	volatile String reason = "";

	volatile long cursor = -1;

	BrowserSocket(HttpClient http, int port, String origin) {
		try {
			this.socket = http.newWebSocketBuilder()
				.header("Origin", origin)
				.connectTimeout(Duration.ofSeconds(5))
				.buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/inbox/socket"), this)
				.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof WebSocketHandshakeException refused)
					? new IllegalStateException("refused with " + refused.getResponse().statusCode()) : ex;
		}
	}

	void hello(String token, long cursor) {
		say("{\"type\":\"hello\",\"token\":\"" + token + "\",\"cursor\":" + cursor + "}");
	}

	void say(String text) {
		this.socket.sendText(text, true).join();
	}

	@Override
	public synchronized CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
		this.part.append(data);
		if (last) {
			JsonNode said = Site.JSON.readTree(this.part.toString());
			this.part.setLength(0);
			if (said.path("type").asString().equals("changes")) {
				if (said.path("reset").asBoolean()) {
					this.items.clear();
				}
				said.path("items").forEach((one) -> this.items.put(one.path("id").asString(), one));
				this.cursor = said.path("cursor").asLong();
			}
			else if (said.path("type").asString().equals("ping")) {
				this.socket.sendText("{\"type\":\"pong\"}", true);
			}
			this.heard.add(said);
		}
		socket.request(1);
		return null;
	}

	@Override
	public CompletionStage<?> onClose(WebSocket socket, int code, String words) {
		this.reason = words;
		this.closed = code;
		return null;
	}

	@Override
	public void onError(WebSocket socket, Throwable trouble) {
		this.closed = (this.closed == 0) ? 1006 : this.closed;
	}

	synchronized List<String> subjects() {
		return this.items.values().stream().map((one) -> one.path("subject").asString()).toList();
	}

	synchronized JsonNode item(String id) {
		JsonNode item = this.items.get(id);
		return (item != null) ? item : Site.JSON.createObjectNode();
	}

	JsonNode last() {
		List<JsonNode> changes = new ArrayList<>(this.heard);
		changes.removeIf((one) -> !one.path("type").asString().equals("changes"));
		return changes.get(changes.size() - 1);
	}

	BrowserSocket awaitGreeting() {
		await().until(() -> this.cursor >= 0);
		return this;
	}

	int awaitClosed() {
		await().atMost(Duration.ofSeconds(20)).until(() -> this.closed != 0);
		return this.closed;
	}

}
