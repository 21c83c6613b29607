package cinema.worker.socket;

import java.nio.ByteBuffer;

import cinema.worker.security.People;
import cinema.worker.security.People.SignedIn;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * What a browser says: {@code hello} with its token and where it is, within some seconds
 * and before anything else; {@code token} with a newer one; {@code pong}. All else is
 * said by REST.
 */
class InboxEndpoint extends Endpoint {

	private static final Logger logger = LoggerFactory.getLogger(InboxEndpoint.class);

	private static final int LARGEST = 16 * 1024;

	private final OpenSockets sockets;

	private final People people;

	private final JsonMapper json;

	InboxEndpoint(OpenSockets sockets, People people, JsonMapper json) {
		this.sockets = sockets;
		this.people = people;
		this.json = json;
	}

	@Override
	public void onOpen(Session session, EndpointConfig config) {
		OpenSocket socket = this.sockets.admit(session);
		session.addMessageHandler(String.class, new Heard(socket));
		session.addMessageHandler(ByteBuffer.class,
				(MessageHandler.Partial<ByteBuffer>) (part, last) -> this.sockets.leave(socket, Farewell.BINARY));
	}

	@Override
	public void onClose(Session session, CloseReason reason) {
		forget(session);
	}

	@Override
	public void onError(Session session, Throwable trouble) {
		logger.debug("A socket ends: {}", trouble.getClass().getSimpleName());
		forget(session);
	}

	private void forget(Session session) {
		if (session.getUserProperties().get(OpenSocket.KEY) instanceof OpenSocket socket) {
			this.sockets.forget(socket);
		}
	}

	private void hear(OpenSocket socket, String text) {
		try {
			JsonNode said = this.json.readTree(text);
			socket.heard();
			switch (said.path("type").asString("")) {
				case "hello" -> hello(socket, said);
				case "token" -> renew(socket, said);
				case "pong" -> logger.trace("{} is there", socket);
				default -> this.sockets.leave(socket, Farewell.UNREADABLE);
			}
		}
		catch (JacksonException unreadable) {
			this.sockets.leave(socket, Farewell.UNREADABLE);
		}
		catch (BadJwtException wrong) {
			this.sockets.leave(socket, Farewell.TOKEN);
		}
		catch (JwtException away) {
			this.sockets.leave(socket, Farewell.LATER);
		}
	}

	private void hello(OpenSocket socket, JsonNode said) {
		SignedIn who = this.people.signedIn(said.path("token").asString(""));
		if (socket.person() != null) {
			this.sockets.leave(socket, Farewell.UNREADABLE);
			return;
		}
		this.sockets.greet(socket, who, said.path("cursor").asLong(-1));
	}

	/** The same person's, or it ends. */
	private void renew(OpenSocket socket, JsonNode said) {
		SignedIn who = this.people.signedIn(said.path("token").asString(""));
		if (!who.person().equals(socket.person())) {
			this.sockets.leave(socket, Farewell.TOKEN);
			return;
		}
		socket.believe(who.until());
	}

	/** Puts messages together that come in parts, so that buffers can be small. */
	private final class Heard implements MessageHandler.Partial<String> {

		private final StringBuilder text = new StringBuilder();

		private final OpenSocket socket;

		Heard(OpenSocket socket) {
			this.socket = socket;
		}

		@Override
		public void onMessage(String part, boolean last) {
			if (this.text.length() + part.length() > LARGEST) {
				InboxEndpoint.this.sockets.leave(this.socket, Farewell.LARGE);
				return;
			}
			this.text.append(part);
			if (last) {
				String whole = this.text.toString();
				this.text.setLength(0);
				hear(this.socket, whole);
			}
		}

	}

}
