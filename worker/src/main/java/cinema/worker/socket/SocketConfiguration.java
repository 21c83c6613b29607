package cinema.worker.socket;

import java.util.List;

import cinema.worker.inbox.InboxProperties;
import cinema.worker.security.People;
import jakarta.servlet.ServletContext;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where browsers connect. */
@Configuration(proxyBeanMethods = false)
class SocketConfiguration {

	private static final String PATH = "/api/v1/inbox/socket";

	/** A browser says little; what comes in one piece may be this long. */
	private static final int PIECE = 2048;

	private static final int NO_BINARY = 125;

	/**
	 * Behind all beans, as the container wants it; there is none without a web server.
	 */
	@Bean
	SmartInitializingSingleton inboxSocket(ObjectProvider<ServletContext> contexts, OpenSockets sockets, People people,
			JsonMapper json, InboxProperties inbox) {
		return () -> contexts.ifAvailable((context) -> {
			if (context.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container) {
				container.setDefaultMaxTextMessageBufferSize(PIECE);
				container.setDefaultMaxBinaryMessageBufferSize(NO_BINARY);
				add(container,
						ServerEndpointConfig.Builder.create(InboxEndpoint.class, PATH)
							.configurator(new Guard(new InboxEndpoint(sockets, people, json), inbox.origins()))
							.build());
			}
		});
	}

	private static void add(ServerContainer container, ServerEndpointConfig endpoint) {
		try {
			container.addEndpoint(endpoint);
		}
		catch (DeploymentException ex) {
			throw new IllegalStateException("the socket cannot be offered", ex);
		}
	}

	/** Pages of others get no socket; what is no browser names no page. */
	private static final class Guard extends ServerEndpointConfig.Configurator {

		private final InboxEndpoint endpoint;

		private final List<String> origins;

		Guard(InboxEndpoint endpoint, List<String> origins) {
			this.endpoint = endpoint;
			this.origins = origins;
		}

		@Override
		public boolean checkOrigin(@Nullable String origin) {
			return origin == null || this.origins.contains(origin);
		}

		/** None: one that compresses takes hundreds of kilobytes beside the heap. */
		@Override
		public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
			return List.of();
		}

		@Override
		public <T> T getEndpointInstance(Class<T> type) {
			return type.cast(this.endpoint);
		}

	}

}
