package cinema.dev.document;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The project's folder as somebody sees it who has called {@code ./run}: everything is as
 * it is, but {@code .run} is that of the tests' stack, and the launcher is the code under
 * test.
 */
final class ProjectFolder {

	private static final Set<String> OWN = Set.of(".run", "dev", ".git");

	private ProjectFolder() {
	}

	/** Makes it anew. */
	static Path make(Path folder, Path run) throws IOException {
		delete(folder);
		Files.createDirectories(folder.resolve("dev/target"));
		try (Stream<Path> files = Files.list(Document.PROJECT)) {
			for (Path file : files.filter((one) -> !OWN.contains(one.getFileName().toString())).toList()) {
				Files.createSymbolicLink(folder.resolve(file.getFileName()), file);
			}
		}
		Files.createSymbolicLink(folder.resolve(".run"), run);
		launcher(folder.resolve("dev/target/dev-1.0.0-SNAPSHOT.jar"));
		return folder;
	}

	/**
	 * The jar is packaged after the tests, so one that leads to their class path stands
	 * in.
	 */
	private static void launcher(Path jar) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Name.MAIN_CLASS, "cinema.dev.Main");
		manifest.getMainAttributes()
			.put(Name.CLASS_PATH,
					Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
						.map((entry) -> Path.of(entry).toUri().toString())
						.collect(Collectors.joining(" ")));
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream out = new JarOutputStream(file, manifest)) {
			out.finish();
		}
	}

	private static void delete(Path folder) throws IOException {
		if (!Files.exists(folder)) {
			return;
		}
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
				Files.delete(file);
			}
		}
	}

}
