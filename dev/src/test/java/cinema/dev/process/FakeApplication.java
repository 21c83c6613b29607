package cinema.dev.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import com.sun.net.httpserver.HttpServer;

/** A small program in the place of an application, whose jar says how it behaves. */
public final class FakeApplication {

	private static final String CLASS = "cinema/dev/process/FakeApplication.class";

	/** As the applications log it: one line, without the line breaks. */
	private static final String ANALYSIS = "12:00:00.000 ERROR o.s.b.d.LoggingFailureAnalysisReporter  "
			+ "*************************** APPLICATION FAILED TO START *************************** Description: "
			+ "cinema.plan.quiet-from has to be a time of the day, and is impossible Action: "
			+ "Correct what is named above. ";

	private FakeApplication() {
	}

	/** Makes a jar whose program is ready, slow, fails, or is ready just once. */
	public static void make(Path project, String name, String behaviour) throws IOException {
		Path jar = project.resolve(name + "/target/" + name + "-1.0.0-SNAPSHOT.jar");
		Files.createDirectories(jar.getParent());
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeApplication.class.getName());
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
				InputStream code = FakeApplication.class.getClassLoader().getResourceAsStream(CLASS)) {
			put(out, CLASS, code.readAllBytes());
			put(out, "behaviour", behaviour.getBytes(StandardCharsets.UTF_8));
			put(out, "META-INF/spring-configuration-metadata.json",
					"{\"properties\": []}".getBytes(StandardCharsets.UTF_8));
		}
	}

	private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
		out.putNextEntry(new JarEntry(name));
		out.write(content);
		out.closeEntry();
	}

	public static void main(String[] args) throws Exception {
		try (InputStream in = FakeApplication.class.getResourceAsStream("/behaviour")) {
			String behaviour = new String(in.readAllBytes(), StandardCharsets.UTF_8);
			Path before = Path.of(System.getProperty("java.class.path") + ".before");
			boolean fails = behaviour.equals("once") ? Files.exists(before) : behaviour.equals("fails");
			if (fails) {
				System.out.println(ANALYSIS);
				System.exit(1);
			}
			Files.writeString(before, "");
			if (!behaviour.equals("slow")) {
				serve(Integer.parseInt(System.getenv("SERVER_PORT")));
			}
			Thread.sleep(Long.MAX_VALUE);
		}
	}

	private static void serve(int port) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		server.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		server.start();
	}

}
