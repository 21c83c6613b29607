package cinema.dev.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code .run} in the project's folder: data, logs and secrets of the stack. */
public final class RunFolder {

	private final Path project;

	private final Path run;

	public RunFolder(Path project) {
		this(project, project.resolve(".run"));
	}

	public RunFolder(Path project, Path run) {
		this.project = project;
		this.run = run;
	}

	public Path project() {
		return this.project;
	}

	/** The jar of an application. */
	public Path jar(String application) {
		return this.project.resolve(application + "/target/" + application + "-1.0.0-SNAPSHOT.jar");
	}

	/** A folder for a part's data, made if need be. */
	public Path data(String part) {
		return create(this.run.resolve("data").resolve(part));
	}

	public Path log(String part) {
		return create(this.run.resolve("logs")).resolve(part + ".log");
	}

	public Path file(String name) {
		create(this.run);
		return this.run.resolve(name);
	}

	/** A random secret that is made once and kept. */
	public String secret(String name) {
		return secret(name, () -> {
			byte[] bits = new byte[24];
			new SecureRandom().nextBytes(bits);
			return HexFormat.of().formatHex(bits);
		});
	}

	/** A P-256 key as PKCS#8 PEM that is made once and kept. */
	public String signingKey() {
		return secret("signing-key", () -> {
			try {
				KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
				keys.initialize(256);
				byte[] der = keys.generateKeyPair().getPrivate().getEncoded();
				return "-----BEGIN PRIVATE KEY-----\n"
						+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(der)
						+ "\n-----END PRIVATE KEY-----";
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private String secret(String name, Supplier<String> maker) {
		Path file = create(this.run.resolve("secrets")).resolve(name);
		try {
			if (!Files.exists(file)) {
				Files.writeString(file, maker.get());
				Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
			}
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Forgets data, logs and secrets. */
	public void forget() {
		for (String name : List.of("data", "logs", "secrets", "stack.json", "pids")) {
			delete(this.run.resolve(name));
		}
	}

	private static void delete(Path root) {
		if (!Files.exists(root)) {
			return;
		}
		try (Stream<Path> all = Files.walk(root)) {
			for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(one);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path create(Path folder) {
		try {
			return Files.createDirectories(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
