package cinema.orchestrator.queue;

/**
 * How full a queue is.
 *
 * @param messages that wait to be read
 * @param consumers who reads them; of a queue of postings that is workers
 */
public record QueueDepth(String name, long messages, int consumers) {
}
