package cinema.worker.attachment;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A file of a letter, on disk until the letter is closed.
 *
 * @param contentId by which the letter shows it; null when it is a file beside the letter
 * @param size in bytes
 */
public record LetterFile(String name, String type, @Nullable String contentId, Path path, long size) {
}
