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
 * @param strangers how many may be open that have not said yet whose they are; with one
 * more the oldest of them is closed
 * @param hello for how long a socket may be open before it says whose it is
 * @param ping how often a browser has to show that it is there; one that is silent for
 * three times as long is closed
 * @param sendTimeout the longest that a browser may take for one message
 * @param buffer how much may wait for a browser that is slow
 * @param catchUp how often the database is asked whether word of a change got lost
 */
@ConfigurationProperties(prefix = "cinema.socket", ignoreUnknownFields = false)
record SocketProperties(@DefaultValue("6000") int most, @DefaultValue("10") int perPerson,
		@DefaultValue("500") int strangers, @DefaultValue("5s") Duration hello, @DefaultValue("25s") Duration ping,
		@DefaultValue("5s") Duration sendTimeout, @DefaultValue("256KB") DataSize buffer,
		@DefaultValue("30s") Duration catchUp) {

	SocketProperties {
		Bounds.between("cinema.socket.most", 1, 1_000_000, most);
		Bounds.between("cinema.socket.per-person", 1, 1000, perPerson);
		Bounds.between("cinema.socket.strangers", 1, 1_000_000, strangers);
		Bounds.positive("cinema.socket.hello", hello);
		Bounds.positive("cinema.socket.ping", ping);
		Bounds.positive("cinema.socket.send-timeout", sendTimeout);
		Bounds.positive("cinema.socket.buffer", buffer);
		Bounds.positive("cinema.socket.catch-up", catchUp);
	}

}
