package cinema.dev.machine;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RunFolderTests {

	private static final String ELSEWHERE = "CINEMA_DEV_RUN=/another/folder ./run";

	@TempDir
	Path project;

	@Test
	void belongsToOneStackAtATime() throws IOException {
		RunFolder folder = new RunFolder(this.project);
		try (Closeable first = folder.take()) {
			assertThat(first).isNotNull();
			assertThatThrownBy(folder::take).hasMessage("A stack is running here already; end it with ./run stop");
		}
		folder.take().close();
	}

	/** The signature of one is good for the other. */
	@Test
	void makesOnePairOfKeysForBrowsers() throws Exception {
		List<String> pair = new RunFolder(this.project).pushKeys();
		assertThat(new RunFolder(this.project).pushKeys()).isEqualTo(pair);
		byte[] point = Base64.getUrlDecoder().decode(pair.get(0));
		byte[] secret = Base64.getUrlDecoder().decode(pair.get(1));
		assertThat(point).hasSize(65).startsWith(4);
		assertThat(secret).hasSize(32);
		AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
		curve.init(new ECGenParameterSpec("secp256r1"));
		ECParameterSpec spec = curve.getParameterSpec(ECParameterSpec.class);
		Signature signature = Signature.getInstance("SHA256withECDSA");
		signature.initSign(
				KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(new BigInteger(1, secret), spec)));
		byte[] signed = signature.sign();
		ECPoint place = new ECPoint(new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
				new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
		signature.initVerify(KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(place, spec)));
		assertThat(signature.verify(signed)).isTrue();
	}

	@Test
	void saysWhatIsInItsWay() throws IOException {
		Files.writeString(this.project.resolve(".run"), "a file");
		assertThatThrownBy(() -> new RunFolder(this.project).log("auth")).isInstanceOf(StackException.class)
			.hasMessageContainingAll(".run", "cannot be used", ELSEWHERE);
	}

	@Test
	void saysThatTheDiskIsReadOnly() throws Exception {
		onDisk("ro", (disk) -> {
			RunFolder folder = new RunFolder(this.project, disk.resolve("run"));
			assertThatThrownBy(() -> folder.secret("service-token")).isInstanceOf(StackException.class)
				.hasMessageContainingAll("Read-only file system", ELSEWHERE);
		});
	}

	@Test
	void saysThatTheDiskIsFull() throws Exception {
		onDisk("size=1m", (disk) -> {
			RunFolder folder = new RunFolder(this.project, disk);
			assertThatThrownBy(folder::requireSpace).hasMessageMatching("(?s)Only [01] MB are free for .*")
				.hasMessageContaining(ELSEWHERE);
			try {
				Files.write(disk.resolve("much"), new byte[2_000_000]);
			}
			catch (IOException full) {
				assertThat(full).hasMessageContaining("No space left");
			}
			assertThatThrownBy(() -> folder.secret("service-token")).isInstanceOf(StackException.class)
				.hasMessageContaining("No space left on device");
		});
	}

	@Test
	void namesPathsFromHereWhereItCan() {
		assertThat(RunFolder.fromHere(Path.of("target/x,y").toAbsolutePath())).isEqualTo(Path.of("target/x,y"));
		assertThat(RunFolder.fromHere(this.project)).isEqualTo(this.project);
	}

	@Test
	void keepsASigningKeyThatWasKeptAsPem() throws IOException {
		RunFolder folder = new RunFolder(this.project);
		String key = folder.signingKey();
		assertThat(key).matches("[A-Za-z0-9+/=]+");
		Files.writeString(this.project.resolve(".run/secrets/signing-key"), "-----BEGIN PRIVATE KEY-----\n"
				+ key.substring(0, 64) + "\n" + key.substring(64) + "\n-----END PRIVATE KEY-----");
		assertThat(folder.signingKey()).isEqualTo(key);
	}

	private void onDisk(String options, Check check) throws Exception {
		Path disk = Files.createDirectory(this.project.resolve("disk"));
		Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		if (mount.waitFor() != 0) {
			Console.say("SKIPPED: a disk with " + options + " cannot be mounted here");
			Assumptions.abort("no mount");
		}
		try {
			check.on(disk);
		}
		finally {
			new ProcessBuilder("umount", disk.toString()).start().waitFor();
		}
	}

	/** What is looked at on a disk. */
	private interface Check {

		void on(Path disk) throws IOException;

	}

}
