package cinema.worker.socket;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * WebSockets of inboxes, of each instance.
 *
 * @param most how many there may be; {@code server.tomcat.max-connections} has to be more
 * @param perPerson how many a person may have; with one more the oldest is closed
 * @param hello for how long a socket may be open before it says whose it is
 * @param ping how often a browser has to show that it is there; after two misses its
 * socket is closed
 * @param sendTimeout the longest that a browser may take for one message
 * @param buffer how much may wait for a browser that is slow
 * @param catchUp how often the database is asked whether word of a change got lost
 */
@ConfigurationProperties(prefix = "cinema.socket", ignoreUnknownFields = false)
record SocketProperties(@DefaultValue("6000") int most, @DefaultValue("10") int perPerson,
		@DefaultValue("5s") Duration hello, @DefaultValue("25s") Duration ping,
		@DefaultValue("5s") Duration sendTimeout, @DefaultValue("256KB") DataSize buffer,
		@DefaultValue("30s") Duration catchUp) {

	SocketProperties {
		Bounds.between("cinema.socket.most", 1, 1_000_000, most);
		Bounds.between("cinema.socket.per-person", 1, 1000, perPerson);
		Bounds.positive("cinema.socket.hello", hello);
		Bounds.positive("cinema.socket.ping", ping);
		Bounds.positive("cinema.socket.send-timeout", sendTimeout);
		Bounds.positive("cinema.socket.buffer", buffer);
		Bounds.positive("cinema.socket.catch-up", catchUp);
	}

}
