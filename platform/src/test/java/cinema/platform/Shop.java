package cinema.platform;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import cinema.platform.access.OpenRequests;
import cinema.platform.access.SecurityProblems;
import cinema.platform.parameter.ForeignParameters;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A small application that stands on the platform. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
@RestController
class Shop {

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	SecurityFilterChain api(HttpSecurity http) {
		OpenRequests open = new OpenRequests("/api/v1/films", "/api/v1/away", "/api/v1/orders", "/api/v1/offer",
				"/page");
		return http.csrf(AbstractHttpConfigurer::disable)
			.authorizeHttpRequests(
					(requests) -> requests.requestMatchers(open).permitAll().anyRequest().authenticated())
			.oauth2ResourceServer((resource) -> resource.bearerTokenResolver(open::token)
				.authenticationEntryPoint(new SecurityProblems())
				.jwt((jwt) -> jwt.decoder(nobodys())))
			.build();
	}

	private static JwtDecoder nobodys() {
		return (token) -> {
			if (token.equals("away")) {
				throw new DataAccessResourceFailureException("nobody is there");
			}
			throw new BadJwtException("nobody's");
		};
	}

	@GetMapping({ "/api/v1/films", "/api/v1/films/" })
	Map<String, Object> films(@RequestParam(name = "user_id", required = false) @Nullable String userId,
			@RequestParam(required = false) @Nullable List<String> id, @ModelAttribute Page page) {
		return Map.of("user_id", String.valueOf(userId), "id", (id != null) ? id : List.of(), "size", page.size);
	}

	@PostMapping("/api/v1/orders")
	Order order(@Valid @RequestBody Order order) {
		return order;
	}

	@GetMapping("/api/v1/away")
	void away() {
		throw new DataAccessResourceFailureException("jdbc:secret");
	}

	@ForeignParameters
	@GetMapping("/api/v1/offer")
	String offer(@RequestParam String code) {
		return code;
	}

	@RequestMapping(path = "/page", method = { RequestMethod.GET, RequestMethod.POST })
	String page(@RequestParam String code) {
		return code;
	}

	enum Kind {

		DVD, TICKET

	}

	record Order(@Size(max = 3) @Nullable String name, @Nullable Integer count, @Nullable Boolean gift,
			@Nullable Kind kind, @Size(max = 3) @Nullable List<String> ids, @Nullable Order part,
			@Nullable Double price) {
	}

	/** Bound as a whole. */
	static class Page {

		private int size = 10;

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

	}

}
