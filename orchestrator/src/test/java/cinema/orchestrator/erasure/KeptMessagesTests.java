package cinema.orchestrator.erasure;

import java.util.List;

import cinema.orchestrator.letter.PostingMessages;
import cinema.orchestrator.queue.PostingPublisher;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Erasure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.amqp.core.Message;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

/** By which way the worker hears of an erasure, whatever is on. */
class KeptMessagesTests {

	private final PostingMessages messages = mock(PostingMessages.class);

	private final PostingPublisher publisher = mock(PostingPublisher.class);

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			EMAIL, WEB, PUSH | web
			EMAIL, PUSH      | push
			EMAIL            | email
			SMS              | sms
			""")
	void tellsTheWorkerOnceByWhicheverChannelIsOn(String on, String way) {
		Message order = new Message(new byte[0]);
		when(this.messages.erasure(new Erasure("ann"))).thenReturn(order);
		for (String one : on.split(", *")) {
			when(this.publisher.serves(Channel.valueOf(one.strip()))).thenReturn(true);
		}

		new KeptMessages(this.messages, this.publisher).forget("ann", List.of());

		verify(this.publisher).publish(way + ".urgent", order);
		verify(this.publisher, times(1)).publish(any(), any(Message.class));
	}

}
