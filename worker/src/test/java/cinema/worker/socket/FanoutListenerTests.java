package cinema.worker.socket;

import java.util.concurrent.atomic.AtomicBoolean;

import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DeliverCallback;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class FanoutListenerTests {

	private final Channel first = mock();

	private final Channel second = mock();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final FanoutListener listener = listener();

	private FanoutListener listener() {
		ConnectionFactory rabbit = mock();
		Connection connection = mock();
		when(rabbit.createConnection()).thenReturn(connection);
		when(connection.createChannel(anyBoolean())).thenReturn(this.first, this.second);
		return new FanoutListener(rabbit, mock(ChangeFanout.class), this.meters);
	}

	@AfterEach
	void stop() {
		this.listener.stop();
	}

	/** As when the queue is deleted: the channel stays open, and nothing comes. */
	@Test
	void listensAnewWhenTheBrokerEndsIt() throws Exception {
		AtomicBoolean open = new AtomicBoolean(true);
		when(this.first.isOpen()).thenAnswer((call) -> open.get());
		when(this.second.isOpen()).thenReturn(true);
		doAnswer((call) -> {
			open.set(false);
			return null;
		}).when(this.first).abort();
		this.listener.start();
		await().untilAsserted(() -> assertThat(listening()).isEqualTo(1));
		ArgumentCaptor<CancelCallback> cancelled = ArgumentCaptor.forClass(CancelCallback.class);
		verify(this.first).basicConsume(anyString(), anyBoolean(), any(DeliverCallback.class), cancelled.capture());
		cancelled.getValue().handle("tag");
		await().untilAsserted(() -> verify(this.second).basicConsume(anyString(), anyBoolean(),
				any(DeliverCallback.class), any(CancelCallback.class)));
		assertThat(listening()).isEqualTo(1);
	}

	private double listening() {
		return this.meters.get("cinema.inbox.listening").gauge().value();
	}

}
