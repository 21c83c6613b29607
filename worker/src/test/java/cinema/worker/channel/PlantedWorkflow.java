package cinema.worker.channel;

import cinema.workflows.event.EventWorkflow;

/** Breaks the rule that only the contract of the workflows is known here. */
public record PlantedWorkflow(EventWorkflow event) {
}
