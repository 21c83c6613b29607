package cinema.orchestrator.contract;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue by REST. */
@RestController
class CatalogueController {

	private final CatalogueReader reader;

	CatalogueController(CatalogueReader reader) {
		this.reader = reader;
	}

	@GetMapping("/api/v1/catalogue")
	public CatalogueSeen show() {
		return this.reader.all();
	}

}
