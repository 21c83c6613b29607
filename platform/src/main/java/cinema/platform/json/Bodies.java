package cinema.platform.json;

import java.io.IOException;

import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/** Bodies of requests, of which nobody reads more than anybody may send. */
public final class Bodies {

	private Bodies() {
	}

	/** All of it, or a refusal when it is larger. */
	public static byte[] read(HttpServletRequest request, DataSize most) throws IOException {
		int bytes = Math.toIntExact(most.toBytes());
		byte[] body = request.getInputStream().readNBytes(bytes + 1);
		if (body.length > bytes) {
			throw tooLarge(most);
		}
		return body;
	}

	private static RefusedException tooLarge(DataSize most) {
		String size = (most.toBytes() % (1 << 20) == 0) ? most.toMegabytes() + "MB" : most.toKilobytes() + "KB";
		return new RefusedException(HttpStatus.CONTENT_TOO_LARGE, JsonFault.BODY, "is larger than " + size);
	}

}
