package cinema.auth.security;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many passwords are hashed at a time; each takes 19 MB of the heap and a processor.
 *
 * @param heapShare how much of the heap hashes may take together, in percent; never more
 * than one hash for each processor, and always one
 * @param queue how many may wait for their turn; the others are refused at once
 * @param longestWait how long one of them waits before it is refused
 */
@ConfigurationProperties(prefix = "cinema.hash", ignoreUnknownFields = false)
record HashProperties(@DefaultValue("25") int heapShare, @DefaultValue("16") int queue,
		@DefaultValue("3s") Duration longestWait) {

	private static final long BYTES_OF_ONE = (BoundedHashes.KILOBYTES + 512L) * 1024;

	HashProperties {
		Bounds.between("cinema.hash.heap-share", 1, 80, heapShare);
		Bounds.between("cinema.hash.queue", 0, 1000, queue);
		Bounds.positive("cinema.hash.longest-wait", longestWait);
	}

	/** How many at a time a process bears. */
	int turns(long heapBytes, int processors) {
		return (int) Math.max(1, Math.min(processors, heapBytes / 100 * this.heapShare / BYTES_OF_ONE));
	}

}
