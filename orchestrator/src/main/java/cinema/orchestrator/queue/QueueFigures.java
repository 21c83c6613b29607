package cinema.orchestrator.queue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.AmqpException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How full our queues are, and who reads them; every instance reports the same. */
@Component
class QueueFigures {

	private static final Logger logger = LoggerFactory.getLogger(QueueFigures.class);

	private final Map<String, QueueDepth> known = new ConcurrentHashMap<>();

	private final QueueDepths depths;

	QueueFigures(QueueDepths depths, MeterRegistry meters) {
		this.depths = depths;
		for (String queue : depths.names()) {
			Gauge.builder("cinema.queue.messages", () -> messages(queue))
				.description("messages that wait to be read")
				.tag("queue", queue)
				.register(meters);
			Gauge.builder("cinema.queue.consumers", () -> consumers(queue))
				.description("who reads the queue")
				.tag("queue", queue)
				.register(meters);
		}
	}

	/** What nobody can tell is no number, and not zero. */
	private double messages(String queue) {
		QueueDepth depth = this.known.get(queue);
		return (depth != null) ? depth.messages() : Double.NaN;
	}

	private double consumers(String queue) {
		QueueDepth depth = this.known.get(queue);
		return (depth != null) ? depth.consumers() : Double.NaN;
	}

	@Scheduled(fixedDelayString = "${cinema.watch.every:15s}")
	void look() {
		try {
			this.depths.queues().forEach((depth) -> this.known.put(depth.name(), depth));
		}
		catch (AmqpException away) {
			this.known.clear();
			logger.debug("RabbitMQ does not tell its queues: {}", away.getClass().getSimpleName());
		}
	}

}
