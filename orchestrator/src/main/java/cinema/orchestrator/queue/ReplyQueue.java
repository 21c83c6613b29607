package cinema.orchestrator.queue;

/** Where the worker answers this instance. */
public record ReplyQueue(String name) {
}
