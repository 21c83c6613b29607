package cinema.worker.attachment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import cinema.platform.setting.Bounds;
import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The folder of this process, which it locks as long as it lives: what is not locked is
 * left over of one that was killed, and cleared away.
 */
@Component
class FileFolder {

	private static final Logger logger = LoggerFactory.getLogger(FileFolder.class);

	private static final String LOCK = ".lock";

	private final AtomicLong number = new AtomicLong();

	private final Path own;

	private final @Nullable FileChannel lock;

	FileFolder(AttachmentProperties properties) {
		Path root = properties.place();
		String name = UUID.randomUUID().toString();
		this.own = root.resolve(name);
		this.lock = properties.services().isEmpty() ? null : made(root, name);
	}

	/** Locked before there is anything that others could clear away. */
	private FileChannel made(Path root, String name) {
		try {
			Files.createDirectories(root);
			clear(root);
			FileChannel locked = FileChannel.open(root.resolve(name + LOCK), StandardOpenOption.CREATE_NEW,
					StandardOpenOption.WRITE);
			locked.lock();
			Files.createDirectory(this.own);
			return locked;
		}
		catch (IOException ex) {
			Bounds.require(false, "cinema.attachments.folder", "a folder that can be written", root);
			throw new IllegalStateException(ex);
		}
	}

	private static void clear(Path root) throws IOException {
		List<Path> locks;
		try (Stream<Path> all = Files.list(root)) {
			locks = all.filter((one) -> one.getFileName().toString().endsWith(LOCK)).toList();
		}
		for (Path one : locks) {
			try (FileChannel other = FileChannel.open(one, StandardOpenOption.WRITE)) {
				if (other.tryLock() != null) {
					String lock = one.getFileName().toString();
					FileSystemUtils.deleteRecursively(root.resolve(lock.substring(0, lock.length() - LOCK.length())));
					Files.delete(one);
				}
			}
			catch (IOException | OverlappingFileLockException ex) {
				// Somebody else's, who lives or clears away as well.
			}
		}
	}

	/**
	 * A file that is empty yet; some tidy temporary folders away, and the next file makes
	 * it anew.
	 */
	Path next() throws IOException {
		Files.createDirectories(this.own);
		return Files.createFile(this.own.resolve(String.valueOf(this.number.incrementAndGet())));
	}

	static void delete(@Nullable Path file) {
		try {
			if (file != null) {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException ex) {
			logger.warn("A file that is not needed any more stays: {}", ex.getClass().getSimpleName());
		}
	}

	@PreDestroy
	void close() throws IOException {
		if (this.lock != null) {
			FileSystemUtils.deleteRecursively(this.own);
			Files.deleteIfExists(this.own.resolveSibling(this.own.getFileName() + LOCK));
			this.lock.close();
		}
	}

}
