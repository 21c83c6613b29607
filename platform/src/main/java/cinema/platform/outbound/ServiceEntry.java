package cinema.platform.outbound;

import java.net.URI;
import java.util.List;

import cinema.platform.setting.Bounds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Where a service is.
 *
 * @param token what it wants as a bearer token, or null
 * @param paths what may be asked of it: these paths and all that is below them; without
 * any it is everything, which a service with a token refuses to be
 */
public record ServiceEntry(URI url, @Nullable String token, @DefaultValue List<String> paths) {

	/**
	 * Refuses what cannot be meant.
	 * @param name of the setting
	 */
	public void check(String name) {
		Bounds.web(name + ".url", this.url);
		Bounds.require(this.token == null || this.token.isBlank() || !this.paths.isEmpty(), name + ".paths",
				"a list of paths that may be asked with its token, for example /api/v1/users", "");
		this.paths.forEach(
				(path) -> Bounds.require(path.startsWith("/"), name + ".paths", "paths that begin with a slash", path));
	}

	/** Whether that may be asked of it, compared by whole parts of the path. */
	boolean allows(String path) {
		return this.paths.isEmpty() || this.paths.stream()
			.map((one) -> StringUtils.trimTrailingCharacter(one, '/'))
			.anyMatch((one) -> path.equals(one) || path.startsWith(one + "/"));
	}

	/** The place that paths are appended to, without a slash at its end. */
	public String base() {
		return StringUtils.trimTrailingCharacter(this.url.toString(), '/');
	}

	@Override
	public String toString() {
		return "ServiceEntry[" + this.url + "]";
	}

}
