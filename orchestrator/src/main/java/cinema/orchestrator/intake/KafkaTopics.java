package cinema.orchestrator.intake;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import cinema.platform.health.KafkaAdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** What Kafka knows of its topics; without an answer in some seconds it throws. */
@Component
class KafkaTopics {

	private static final Logger logger = LoggerFactory.getLogger(KafkaTopics.class);

	private final KafkaAdminClient kafka;

	KafkaTopics(KafkaAdminClient kafka) {
		this.kafka = kafka;
	}

	/** Another one when the topic was deleted and made anew; empty when there is none. */
	Optional<Uuid> id(String topic) {
		try {
			TopicDescription description = await(this.kafka.get().describeTopics(List.of(topic)).allTopicNames())
				.get(topic);
			return Optional.ofNullable(description)
				.map(TopicDescription::topicId)
				.filter((id) -> !id.equals(Uuid.ZERO_UUID));
		}
		catch (UnknownTopicOrPartitionException none) {
			return Optional.empty();
		}
	}

	/**
	 * Makes those that are missing, with the broker's defaults: each record that is sent
	 * to a missing one would wait for it.
	 */
	void require(Collection<String> topics) {
		this.kafka.get().describeTopics(topics).topicNameValues().forEach((topic, description) -> {
			try {
				await(description);
			}
			catch (UnknownTopicOrPartitionException none) {
				create(topic);
			}
		});
	}

	private void create(String topic) {
		try {
			NewTopic wanted = new NewTopic(topic, Optional.empty(), Optional.empty());
			await(this.kafka.get().createTopics(List.of(wanted)).all());
			logger.warn("The Kafka topic {} was missing and is made with the broker's defaults", topic);
		}
		catch (TopicExistsException another) {
			logger.debug("The Kafka topic {} was made just now", topic);
		}
	}

	private static <T> T await(KafkaFuture<T> answer) {
		try {
			return answer.get(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KafkaException(ex);
		}
		catch (TimeoutException ex) {
			throw new KafkaException(ex);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof KafkaException failure) ? failure : new KafkaException(ex);
		}
	}

}
