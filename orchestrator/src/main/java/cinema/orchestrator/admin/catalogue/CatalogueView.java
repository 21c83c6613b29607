package cinema.orchestrator.admin.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;

import cinema.orchestrator.contract.CatalogueReader;
import cinema.orchestrator.contract.CatalogueSeen.EventSeen;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Shows what events there are, what they have to look like and what comes of them. */
@Controller
class CatalogueView {

	private final CatalogueReader reader;

	CatalogueView(CatalogueReader reader) {
		this.reader = reader;
	}

	@GetMapping("/admin/catalogue")
	ModelAndView list() {
		return new ModelAndView("catalogue", Map.of("events", this.reader.all().items()));
	}

	@GetMapping("/admin/catalogue/{type:[a-z0-9_]+}")
	ModelAndView show(@PathVariable String type) {
		EventSeen event = this.reader.find(type)
			.orElseThrow(() -> new RefusedException(HttpStatus.NOT_FOUND, "", "The catalogue has no such event."));
		Map<String, Object> model = new LinkedHashMap<>(Map.of("event", event));
		model.put("schema", text(event.schema()));
		model.put("sample", text(event.sample()));
		return new ModelAndView("catalogue-event", model);
	}

	private static String text(@Nullable JsonNode json) {
		return (json != null) ? json.toPrettyString() : "";
	}

}
