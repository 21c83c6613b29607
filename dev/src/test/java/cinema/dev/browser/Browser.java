package cinema.dev.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.deque.html.axecore.selenium.AxeBuilder;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium with a fresh profile, driven by the keyboard alone. */
public final class Browser implements AutoCloseable {

	private static final Path SCREENSHOTS = Path.of("target/screenshots");

	private static final int LONGEST_WAY = 60;

	/** Selenium warns of every browser that is newer than itself. */
	private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

	private final ChromeDriver driver;

	private Browser(ChromeDriver driver) {
		this.driver = driver;
	}

	/**
	 * Starts one; the test is skipped with a line where there is no Chromium.
	 * @param languages what the browser asks for, the most wanted first: {@code ru,en}
	 */
	public static Browser open(Screen screen, String languages) {
		Chromium chromium = Chromium.orSkip();
		SELENIUM.setLevel(Level.SEVERE);
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(chromium.driver().toFile())
			.withEnvironment(environment())
			.build();
		return new Browser(new ChromeDriver(service, options(chromium, screen, languages)));
	}

	/** Selenium's own downloader is never asked. */
	private static Map<String, String> environment() {
		return Map.of("SE_OFFLINE", "true", "PATH", System.getenv().getOrDefault("PATH", ""), "HOME",
				System.getProperty("java.io.tmpdir"));
	}

	private static ChromeOptions options(Chromium chromium, Screen screen, String languages) {
		ChromeOptions options = new ChromeOptions();
		options.setBinary(chromium.binary().toFile());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
				"--disable-sync", "--lang=" + languages.split(",")[0],
				"--window-size=" + screen.width() + "," + screen.height());
		options.setExperimentalOption("prefs", Map.of("intl.accept_languages", languages));
		if (screen == Screen.PHONE) {
			options.setExperimentalOption("mobileEmulation", Map.of("deviceMetrics", Map.of("width", screen.width(),
					"height", screen.height(), "pixelRatio", 2.0, "mobile", true, "touch", true)));
		}
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		options.setCapability("goog:loggingPrefs", logs);
		return options;
	}

	/** Selenium itself, for what is not offered here. */
	public ChromeDriver driver() {
		return this.driver;
	}

	public void go(String url) {
		this.driver.get(url);
	}

	/** What can be read on the page. */
	public String text() {
		return this.driver.findElement(By.tagName("body")).getText();
	}

	public String title() {
		return String.valueOf(this.driver.getTitle());
	}

	public String url() {
		return String.valueOf(this.driver.getCurrentUrl());
	}

	public List<WebElement> all(String css) {
		return this.driver.findElements(By.cssSelector(css));
	}

	/** Repeats until it holds: a page comes when it comes. */
	public void await(ThrowingRunnable assertion) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(assertion);
	}

	/** Where the keys go. */
	public WebElement focused() {
		return this.driver.switchTo().activeElement();
	}

	public void press(CharSequence... keys) {
		new Actions(this.driver).sendKeys(keys).perform();
	}

	/** Walks with the tab key to the first control that matches. */
	public Browser tabTo(String css) {
		for (int step = 0; step < LONGEST_WAY; step++) {
			if (isFocused(css)) {
				return this;
			}
			press(Keys.TAB);
		}
		throw new AssertionError("the tab key does not reach " + css + " on " + url() + ":\n" + text());
	}

	private boolean isFocused(String css) {
		return Boolean.TRUE.equals(this.driver
			.executeScript("return !!document.activeElement && document.activeElement.matches(arguments[0])", css));
	}

	/** Whether the page has to be moved sideways to be read. */
	public boolean scrollsSideways() {
		return Boolean.TRUE.equals(this.driver
			.executeScript("return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
	}

	/**
	 * What the browser complained of since the last question: scripts that failed,
	 * breaches of the content security policy, files that were missing. The status of the
	 * page itself is no complaint, nor that a frame runs nothing of what axe-core tries
	 * in it.
	 */
	public List<String> complaints() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
			.map(LogEntry::getMessage)
			.filter((message) -> !message.startsWith(url() + " - Failed to load resource"))
			.filter((message) -> !message.contains("Blocked script execution in 'about:blank'"))
			.toList();
	}

	/** What axe-core finds hard to use for some people. */
	public List<String> barriers() {
		return new AxeBuilder().analyze(this.driver)
			.getViolations()
			.stream()
			.map((rule) -> rule.getId() + ": " + rule.getNodes())
			.toList();
	}

	/** Keeps what is seen, as {@code target/screenshots/<name>.png}. */
	public void screenshot(String name) {
		try {
			Files.createDirectories(SCREENSHOTS);
			Files.write(SCREENSHOTS.resolve(name + ".png"), this.driver.getScreenshotAs(OutputType.BYTES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
