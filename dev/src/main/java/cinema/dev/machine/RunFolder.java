package cinema.dev.machine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code .run} in the project's folder: data, logs and secrets of the stack. */
public final class RunFolder {

	/** RabbitMQ takes nothing any more below 200 MB, and data grow. */
	private static final long NEEDED_MEGABYTES = 400;

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

	/** The shortest path from the folder of this process, which its children share. */
	public static Path fromHere(Path path) {
		Path here = Path.of("").toAbsolutePath();
		return path.startsWith(here) ? here.relativize(path) : path;
	}

	/**
	 * Takes the folder until the answer is closed, or this process ends.
	 * @throws StackException while somebody else has it
	 */
	public Closeable take() {
		Path file = file("lock");
		try {
			FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			if (!isLocked(channel)) {
				channel.close();
				throw new StackException("A stack is running here already; end it with ./run stop");
			}
			return channel;
		}
		catch (IOException ex) {
			throw trouble(file, ex);
		}
	}

	private static boolean isLocked(FileChannel channel) throws IOException {
		try {
			return channel.tryLock() != null;
		}
		catch (OverlappingFileLockException ex) {
			return false;
		}
	}

	/** Refuses a disk that is as good as full. */
	public void requireSpace() {
		long free = freeMegabytes();
		if (free < NEEDED_MEGABYTES) {
			throw new StackException("Only " + free + " MB are free for " + this.run + ", and " + NEEDED_MEGABYTES
					+ " MB are needed. Make room, or keep it elsewhere: CINEMA_DEV_RUN=/another/folder ./run");
		}
	}

	/** What is left on the disk. */
	public long freeMegabytes() {
		try {
			return Files.getFileStore(file("")).getUsableSpace() / 1_000_000;
		}
		catch (IOException ex) {
			throw trouble(this.run, ex);
		}
	}

	/** A random secret that is made once and kept. */
	public String secret(String name) {
		return secret(name, () -> {
			byte[] bits = new byte[24];
			new SecureRandom().nextBytes(bits);
			return HexFormat.of().formatHex(bits);
		});
	}

	/** Whether a secret is kept already. */
	public boolean has(String secret) {
		return Files.exists(this.run.resolve("secrets").resolve(secret));
	}

	/** A P-256 key as PKCS#8 in base64, on one line, that is made once and kept. */
	public String signingKey() {
		String key = secret("signing-key", () -> {
			try {
				KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
				keys.initialize(256);
				return Base64.getEncoder().encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException(ex);
			}
		});
		// It was kept as PEM once.
		return key.replaceAll("-----[A-Z ]+-----|\\s", "");
	}

	/**
	 * A pair of P-256 for Web Push that is made once and kept: the public key, then the
	 * private one, each in base64url.
	 */
	public List<String> pushKeys() {
		return List.of(secret("push-keys", () -> {
			try {
				KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
				keys.initialize(256);
				return pair(keys.generateKeyPair());
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException(ex);
			}
		}).strip().split(" ", 2));
	}

	private static String pair(KeyPair keys) {
		ECPoint point = ((ECPublicKey) keys.getPublic()).getW();
		String hex = String.format(Locale.ROOT, "04%064x%064x", point.getAffineX(), point.getAffineY());
		String secret = String.format(Locale.ROOT, "%064x", ((ECPrivateKey) keys.getPrivate()).getS());
		Base64.Encoder text = Base64.getUrlEncoder().withoutPadding();
		return text.encodeToString(HexFormat.of().parseHex(hex)) + " "
				+ text.encodeToString(HexFormat.of().parseHex(secret));
	}

	/** 32 random bytes in base64 that are made once and kept. */
	public String sealingKey() {
		return key("sealing-key");
	}

	/** A key of 32 bytes in base64, always the same for the same name. */
	public String key(String name) {
		return secret(name, () -> {
			byte[] bits = new byte[32];
			new SecureRandom().nextBytes(bits);
			return Base64.getEncoder().encodeToString(bits);
		});
	}

	private String secret(String name, Supplier<String> maker) {
		Path file = create(this.run.resolve("secrets")).resolve(name);
		try {
			if (!Files.exists(file)) {
				writePrivately(file, maker.get());
			}
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw trouble(file, ex);
		}
	}

	/** Writes what nobody else on this machine may read. */
	public static void writePrivately(Path file, String text) throws IOException {
		Files.writeString(file, text);
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
	}

	/** Forgets data, logs and secrets. */
	public void forget() {
		for (String name : List.of("data", "logs", "secrets", "stack.json", "pids")) {
			delete(this.run.resolve(name));
		}
	}

	/** Leaves nothing in a folder. */
	public static void empty(Path folder) {
		delete(folder);
		create(folder);
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
			throw trouble(root, ex);
		}
	}

	private static Path create(Path folder) {
		try {
			return Files.createDirectories(folder);
		}
		catch (IOException ex) {
			throw trouble(folder, ex);
		}
	}

	/** What a disk refuses, in words for the person at the terminal. */
	public static StackException trouble(Path file, IOException refused) {
		String reason = (refused instanceof AccessDeniedException) ? "permission denied"
				: (refused instanceof FileSystemException named && named.getReason() != null) ? named.getReason()
						: String.valueOf(refused.getMessage());
		return new StackException(
				file + " cannot be used: " + reason
						+ ". Data, logs and secrets may be kept elsewhere: CINEMA_DEV_RUN=/another/folder ./run",
				refused);
	}

}
