package cinema.workflows.digest;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One life of a digest for each way it can go; what is recorded of them has to replay.
 */
enum DigestScenario {

	CLOSED_AT_ITS_HOUR(List.of(3)) {
		@Override
		void play(DigestStage stage) {
			stage.add().sleep(Duration.ofMinutes(10));
			stage.add().sleep(Duration.ofHours(2));
			stage.add();
		}
	},

	CLOSED_TWICE_SINCE_SOMETHING_CAME_WHILE_IT_CLOSED(List.of(1, 1)) {
		@Override
		void play(DigestStage stage) {
			AtomicBoolean late = new AtomicBoolean();
			stage.table.onLetter = () -> {
				if (!late.getAndSet(true)) {
					stage.add();
				}
			};
			stage.add();
		}
	},

	CLOSED_AT_ONCE_SINCE_THE_RECEIVER_WANTS_IT(List.of(1)) {
		@Override
		void play(DigestStage stage) {
			stage.add().sleep(Duration.ofMinutes(10));
			stage.table.closing = (at) -> at;
			stage.workflow().reread();
		}
	},

	CLOSED_AT_ONCE_SINCE_THE_NEXT_WAS_NOT_TO_WAIT(List.of(2)) {
		@Override
		void play(DigestStage stage) {
			stage.add().sleep(Duration.ofMinutes(10));
			stage.table.closing = (at) -> at;
			stage.add();
		}
	},

	CLOSED_LATER_SINCE_THE_RECEIVER_CHANGED_THE_HOUR(List.of(1)) {
		@Override
		void play(DigestStage stage) {
			stage.add().sleep(Duration.ofMinutes(10));
			stage.table.closing = (at) -> DigestStage.EVENING.plus(Duration.ofDays(6));
		}
	},

	CLOSED_AFTER_TROUBLE(List.of(1)) {
		@Override
		void play(DigestStage stage) {
			AtomicInteger tries = new AtomicInteger();
			stage.table.onClose = () -> {
				if (tries.incrementAndGet() < 4) {
					throw new IllegalStateException("no database");
				}
			};
			stage.add();
		}
	},

	EMPTY_SINCE_ALL_WAS_TAKEN_BACK(List.of()) {
		@Override
		void play(DigestStage stage) {
			stage.add().sleep(Duration.ofMinutes(10));
			stage.table.clear();
		}
	};

	/** How many were in each letter. */
	final List<Integer> letters;

	DigestScenario(List<Integer> letters) {
		this.letters = letters;
	}

	/** Does to the digest what this life is about; the end is awaited by the caller. */
	abstract void play(DigestStage stage);

}
