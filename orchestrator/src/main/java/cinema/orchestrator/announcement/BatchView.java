package cinema.orchestrator.announcement;

import java.util.List;

/** What became of each event of a batch, in its order. */
record BatchView(List<BatchItemView> items) {
}
