package cinema.worker.delivery;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import cinema.worker.channel.DeliveryChannel;
import cinema.worker.channel.Line;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import org.jspecify.annotations.Nullable;

import static org.mockito.Mockito.mock;

/** A channel with as many lines as a test wants, which counts those in hand. */
class LineChannel implements DeliveryChannel {

	/** What a line says when a posting is sent on it. */
	final Function<Posting, SendResult> send = mock();

	/** What is known of a posting, by its id, before it is sent. */
	final Map<String, SendResult> settled = new ConcurrentHashMap<>();

	final AtomicInteger open = new AtomicInteger();

	/** Those that take longer than others are to wait, by their ids. */
	final Set<String> aside = ConcurrentHashMap.newKeySet();

	/** What happens while lines are opened. */
	volatile Runnable opening = () -> {
	};

	volatile boolean several;

	volatile int most = Integer.MAX_VALUE;

	@Override
	public Channel channel() {
		return Channel.EMAIL;
	}

	@Override
	public List<Line> open(List<Posting> postings) {
		this.opening.run();
		return postings.stream().limit(this.most).map(this::line).toList();
	}

	private Line line(Posting posting) {
		this.open.incrementAndGet();
		return new Line() {

			@Override
			public @Nullable SendResult settled() {
				return LineChannel.this.settled.get(posting.id());
			}

			@Override
			public boolean stepsAside() {
				return LineChannel.this.aside.contains(posting.id());
			}

			@Override
			public SendResult send() {
				return LineChannel.this.send.apply(posting);
			}

			@Override
			public boolean isAmongSeveral() {
				return LineChannel.this.several;
			}

			@Override
			public void close() {
				LineChannel.this.open.decrementAndGet();
			}

		};
	}

}
