package cinema.platform.body;

import java.io.IOException;

import org.springframework.util.unit.DataSize;

/** A body turned out to be larger than is taken, while it was read. */
public final class TooLargeException extends IOException {

	private static final long serialVersionUID = 1L;

	TooLargeException(DataSize most) {
		super("is larger than " + text(most));
	}

	/** As people write it, for example {@code 16KB}. */
	static String text(DataSize size) {
		long bytes = size.toBytes();
		if (bytes % (1 << 20) == 0) {
			return size.toMegabytes() + "MB";
		}
		return (bytes % (1 << 10) == 0) ? size.toKilobytes() + "KB" : bytes + "B";
	}

}
