package cinema.worker.attachment;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A file on disk.
 *
 * @param etag by which its service knows this version of it (RFC 9110, 8.8.3), or null
 */
record FetchedFile(Path path, long size, @Nullable String etag) {
}
