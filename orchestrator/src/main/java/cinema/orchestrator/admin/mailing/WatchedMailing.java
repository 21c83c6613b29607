package cinema.orchestrator.admin.mailing;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import cinema.orchestrator.mailing.MailingView;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;

/** A mailing that somebody watches: what one look saw is shown to them all. */
final class WatchedMailing {

	private static final Logger logger = LoggerFactory.getLogger(WatchedMailing.class);

	private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean due = new AtomicBoolean();

	private final MailingPage page;

	private final String id;

	private final String notice;

	private volatile @Nullable Map<String, Object> seen;

	WatchedMailing(MailingPage page, String id, String notice) {
		this.page = page;
		this.id = id;
		this.notice = notice;
	}

	Set<Viewer> viewers() {
		return this.viewers;
	}

	/** Whether nobody is looking already; whoever hears so has to look. */
	boolean isToBeLookedAt() {
		return this.due.compareAndSet(false, true);
	}

	void look() {
		try {
			MailingView view = this.page.find(this.id, this.notice);
			if (view.hasEnded()) {
				all((one) -> one.stream().finish("end"));
				return;
			}
			Map<String, Object> progress = this.page.part("mailing-progress", view).getModel();
			this.seen = progress;
			all((one) -> one.show(progress));
		}
		catch (RefusedException refused) {
			if (refused.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
				all((one) -> one.stream().close());
			}
		}
		catch (RuntimeException trouble) {
			logger.warn("Those who watch a mailing are told later: {}", trouble.getClass().getSimpleName());
		}
		finally {
			this.due.set(false);
		}
	}

	/** Shows what was seen last, where somebody has looked. */
	void greet(Viewer viewer) {
		Map<String, Object> progress = this.seen;
		if (progress != null) {
			tell(viewer, (one) -> one.show(progress));
		}
	}

	private void all(Consumer<Viewer> what) {
		this.viewers.forEach((one) -> tell(one, what));
	}

	/** What one of them cannot be told holds up nobody else. */
	private static void tell(Viewer viewer, Consumer<Viewer> what) {
		try {
			what.accept(viewer);
		}
		catch (RuntimeException trouble) {
			logger.error("A part of a page failed", trouble);
			viewer.stream().close();
		}
	}

}
