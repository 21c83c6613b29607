package cinema.worker.widget;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
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
 * The widget's two files. By its own name each is looked at anew after some minutes; by
 * the name of a version it stays for a year, and never changes.
 */
@RestController
@Hidden
class WidgetController {

	private static final String NAME = "inbox";

	private final Map<String, byte[]> files;

	private final String version;

	WidgetController() throws IOException {
		this.files = Map.of(".js", read(".js"), ".css", read(".css"));
		this.version = DigestUtils.md5DigestAsHex((text(".js") + text(".css")).getBytes(StandardCharsets.UTF_8))
			.substring(0, 12);
	}

	private static byte[] read(String ending) throws IOException {
		return new ClassPathResource("widget/" + NAME + ending).getContentAsByteArray();
	}

	private String text(String ending) {
		return new String(file(ending), StandardCharsets.UTF_8);
	}

	private byte[] file(String ending) {
		byte[] file = this.files.get(ending);
		if (file == null) {
			throw new RefusedException(HttpStatus.NOT_FOUND, "", "There is no such file.");
		}
		return file;
	}

	/** Which files there are now, for whoever writes the page. */
	@GetMapping("/widget")
	public Map<String, String> names() {
		return Map.of("script", "/widget/" + NAME + "-" + this.version + ".js", "style",
				"/widget/" + NAME + "-" + this.version + ".css");
	}

	@GetMapping("/widget/{file:.+}")
	public ResponseEntity<byte[]> download(@PathVariable("file") String name) {
		String ending = name.endsWith(".js") ? ".js" : ".css";
		boolean versioned = name.equals(NAME + "-" + this.version + ending);
		// By another version's name, since instances of two versions run side by side.
		if (!name.matches(NAME + "(-[0-9a-f]{12})?" + Pattern.quote(ending))) {
			throw new RefusedException(HttpStatus.NOT_FOUND, "", "There is no such file.");
		}
		CacheControl cache = versioned ? CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable()
				: CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();
		return ResponseEntity.ok()
			.cacheControl(cache)
			.eTag(this.version)
			.header("Cross-Origin-Resource-Policy", "cross-origin")
			.contentType(MediaType
				.parseMediaType((ending.equals(".js") ? "text/javascript" : "text/css") + ";charset=UTF-8"))
			.body(file(ending));
	}

}
