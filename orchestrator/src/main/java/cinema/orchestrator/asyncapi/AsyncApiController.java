package cinema.orchestrator.asyncapi;

import cinema.orchestrator.contract.Contracts;
import cinema.orchestrator.intake.IntakeProperties;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells programs what is said on Kafka. */
@RestController
class AsyncApiController {

	private final String document;

	AsyncApiController(Contracts contracts, IntakeProperties intake) {
		this.document = new AsyncApi(contracts, intake).toString();
	}

	@GetMapping(path = "/api/v1/asyncapi", produces = "application/yaml")
	public String show() {
		return this.document;
	}

}
