package cinema.workflows.schedule;

/** A mailing whose event is on Kafka. */
public record AnnouncedMailing(String eventId, String mailingId) {
}
