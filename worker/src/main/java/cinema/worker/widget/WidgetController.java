package cinema.worker.widget;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.platform.problem.RefusedException;
import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The widget's files, and the service worker of its notifications. By its own name each
 * is looked at anew after some minutes; by the name of a version it stays for a year, and
 * never changes.
 */
@RestController
@Hidden
class WidgetController {

	private static final String SCRIPT = "inbox.js";

	private static final String STYLE = "inbox.css";

	private static final String NOTIFICATIONS = "push.js";

	/**
	 * By another version's name too, since instances of two versions run side by side.
	 */
	private static final Pattern NAME = Pattern.compile("(inbox|push)(-[0-9a-f]{12})?(\\.js|\\.css)");

	private final Map<String, byte[]> files = new TreeMap<>();

	private final String version;

	WidgetController() throws IOException {
		StringBuilder all = new StringBuilder();
		for (String file : List.of(SCRIPT, STYLE, NOTIFICATIONS)) {
			byte[] bytes = new ClassPathResource("widget/" + file).getContentAsByteArray();
			this.files.put(file, bytes);
			all.append(new String(bytes, StandardCharsets.UTF_8));
		}
		this.version = DigestUtils.md5DigestAsHex(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 12);
	}

	/** Which files there are now, for whoever writes the page. */
	@GetMapping("/widget")
	public Map<String, String> names() {
		return Map.of("script", versioned(SCRIPT), "style", versioned(STYLE), "notifications",
				versioned(NOTIFICATIONS));
	}

	private String versioned(String file) {
		return "/widget/" + file.replace(".", "-" + this.version + ".");
	}

	@GetMapping("/widget/{file:.+}")
	public ResponseEntity<byte[]> download(@PathVariable("file") String name) {
		Matcher parts = NAME.matcher(name);
		byte[] file = parts.matches() ? this.files.get(parts.group(1) + parts.group(3)) : null;
		if (file == null) {
			throw new RefusedException(HttpStatus.NOT_FOUND, "", "There is no such file.");
		}
		CacheControl cache = ("-" + this.version).equals(parts.group(2))
				? CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable()
				: CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();
		return ResponseEntity.ok()
			.cacheControl(cache)
			.eTag(this.version)
			.header("Cross-Origin-Resource-Policy", "cross-origin")
			.contentType(MediaType
				.parseMediaType((name.endsWith(".js") ? "text/javascript" : "text/css") + ";charset=UTF-8"))
			.body(file);
	}

}
