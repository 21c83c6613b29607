package cinema.auth.preference;

import java.util.Locale;
import java.util.Optional;

import cinema.auth.page.Page;
import cinema.auth.page.Pages;
import cinema.auth.preference.OptIns.Asked;
import cinema.auth.preference.OptIns.State;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Throttle;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page behind the link of a letter that asks whether somebody meant their yes. To
 * open it changes nothing: mail scanners open every link.
 */
@Hidden
@RestController
class OptInController {

	private final OptIns optIns;

	private final Preferences preferences;

	private final DeclaredTopics topics;

	private final Throttle throttle;

	private final TransactionTemplate transactions;

	private final Pages pages;

	OptInController(OptIns optIns, Preferences preferences, DeclaredTopics topics, Throttle throttle,
			TransactionTemplate transactions, Pages pages) {
		this.optIns = optIns;
		this.preferences = preferences;
		this.topics = topics;
		this.throttle = throttle;
		this.transactions = transactions;
		this.pages = pages;
	}

	@GetMapping(path = "/opt-in", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> show(@RequestParam(defaultValue = "") String code, HttpServletRequest http) {
		return this.optIns.find(code)
			.map((asked) -> (asked.state() == State.OPEN) ? question(asked, code, http)
					: ended(asked, asked.state(), http))
			.orElseGet(() -> unknown(http));
	}

	@PostMapping(path = "/opt-in", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> confirm(@RequestParam(defaultValue = "") String code, HttpServletRequest http) {
		return this.throttle.guess(Caller.of(http).network(), () -> confirm(code))
			.map((asked) -> ended(asked, (asked.state() == State.OPEN) ? State.CONFIRMED : asked.state(), http))
			.orElseGet(() -> unknown(http));
	}

	private Optional<Asked> confirm(String code) {
		return this.transactions.execute((transaction) -> {
			Optional<Asked> asked = this.optIns.lock(code);
			asked.filter((one) -> one.state() == State.OPEN).ifPresent((one) -> {
				this.preferences.confirmed(one.about().userId(), one.about().topic(), one.channels());
				this.optIns.confirm(code);
			});
			return asked;
		});
	}

	private ResponseEntity<String> question(Asked asked, String code, HttpServletRequest http) {
		Page page = this.pages.open("optin", asked.reader(), http);
		return page.with("topic", title(asked, page)).with("code", code).form(http).answer(HttpStatus.OK);
	}

	private ResponseEntity<String> ended(Asked asked, State state, HttpServletRequest http) {
		String key = "opt_in." + state.name().toLowerCase(Locale.ROOT);
		Page page = this.pages.open("notice", asked.reader(), http);
		return page.said("title", key + ".title")
			.said("text", key + ".text", title(asked, page))
			.answer((state == State.CONFIRMED) ? HttpStatus.OK : HttpStatus.GONE);
	}

	private String title(Asked asked, Page page) {
		return this.topics.find(asked.about().topic(), asked.about().channel()).title(page.language());
	}

	private ResponseEntity<String> unknown(HttpServletRequest http) {
		return this.pages.open("notice", http)
			.said("title", "opt_in.unknown.title")
			.said("text", "opt_in.unknown.text")
			.answer(HttpStatus.NOT_FOUND);
	}

}
