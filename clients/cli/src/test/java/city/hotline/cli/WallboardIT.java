package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.hotline.client.HotlineClient;
import city.hotline.client.SwitchLink;
import city.hotline.proto.floor.v1.ReportArrival;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The page of a real node in a real browser: it counts what came in, shows what is wrong, says so
 * when it is old, and goes on by itself.
 */
@Timeout(300)
class WallboardIT {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final String FLOOR = "110105";
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void countsCallsAndGreysOutWhileTheNodeIsAway(@TempDir Path folder) throws Exception {
    onAWall(
        folder,
        (nodes, browser) -> {
          assertThat(browser.findElements(By.cssSelector(".district[data-code]"))).hasSize(17);
          assertThat(nodes.run(new StringWriter(), "city", "--journeys", "40", "--seed", "1"))
              .isZero();
          awaitCalls(browser, "40");
          await(browser, ".ticker li");
          nodes.kill(0);
          await(browser, ".page[data-state=stale]");
          assertThat(text(browser, ".banner")).isNotEmpty();
          assertThat(calls(browser)).isEqualTo("40");
          nodes.startAgain(0);
          await(browser, ".page[data-state=fresh]");
          awaitCalls(browser, "40");
        });
  }

  @Test
  void showsAnAlertUntilItIsOverAndLouderWhileNobodyLooksAfterIt(@TempDir Path folder)
      throws Exception {
    Path settings = folder.resolve("queue.json");
    Files.writeString(settings, "{\"queue\": \"general\", \"alert_waiting\": 1}");
    onAWall(
        folder,
        (nodes, browser) -> {
          assertThat(browser.findElements(By.cssSelector(".alerts, .mark"))).isEmpty();
          succeeds(nodes, "queue", FLOOR, settings.toString());
          try (HotlineClient client = HotlineClient.connect(nodes.addresses())) {
            SwitchLink link = client.switchLink();
            calls(link, "first");
            String second = calls(link, "second");
            await(browser, ".alerts.unacknowledged");
            await(browser, ".district[data-code='110105'] .mark.unacknowledged");
            assertThat(browser.findElements(By.cssSelector(".mark"))).hasSize(1);
            succeeds(nodes, "acknowledge", FLOOR, "QUEUE_LONG", "general");
            await(browser, ".alerts.acknowledged");
            await(browser, ".mark.acknowledged");
            HotlineClient.await(link.abandoned(second));
            await(browser, ".page:not(:has(.alerts, .mark))");
          }
        });
  }

  private static void succeeds(RealNodes nodes, String... command) {
    assertThat(nodes.run(new StringWriter(), command)).as(command[0]).isZero();
  }

  private static String calls(SwitchLink link, String switchCallId) {
    return HotlineClient.await(
            link.arrived(
                FLOOR,
                ReportArrival.newBuilder()
                    .setSwitchCallId(switchCallId)
                    .setHotline("12345")
                    .build()))
        .getCallId();
  }

  private interface Story {
    void happens(RealNodes nodes, ChromeDriver browser) throws Exception;
  }

  /** A node that has only begun, and a browser that shows its page. */
  private static void onAWall(Path folder, Story story) throws Exception {
    boolean there = Files.exists(BROWSER) && Files.exists(DRIVER);
    if (!"all".equals(System.getenv("HOTLINE_REQUIRE"))) {
      assumeTrue(there, "needs Chromium and its driver: apt-get install chromium chromium-driver");
    }
    assertThat(there).as("Chromium and its driver are required here").isTrue();
    try (RealNodes nodes = RealNodes.start(folder, 1, "wallboard")) {
      nodes.awaitServing();
      ChromeDriver browser = browser(folder.resolve("browser"));
      try {
        browser.get(nodes.page(0));
        await(browser, ".page[data-state=fresh]");
        story.happens(nodes, browser);
      } catch (WebDriverException e) {
        picture(browser);
        throw e;
      } finally {
        browser.quit();
      }
    }
  }

  /** What the page looked like when something did not come. */
  private static void picture(ChromeDriver browser) throws IOException {
    Files.write(
        Path.of("target", "wallboard-failed.png"), browser.getScreenshotAs(OutputType.BYTES));
  }

  private static ChromeDriver browser(Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toString());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1920,1080",
        "--user-data-dir=" + profile);
    return new ChromeDriver(
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(), options);
  }

  private static void await(WebDriver browser, String selector) {
    new WebDriverWait(browser, PATIENCE)
        .withMessage(selector)
        .until(b -> !b.findElements(By.cssSelector(selector)).isEmpty());
  }

  private static void awaitCalls(WebDriver browser, String expected) {
    new WebDriverWait(browser, PATIENCE)
        .withMessage(() -> "calls today: " + calls(browser) + ", not " + expected)
        .until(b -> calls(b).equals(expected));
  }

  /** The number on the tile, without its unit below. */
  private static String calls(WebDriver browser) {
    return text(browser, ".calls .value").lines().findFirst().orElse("");
  }

  private static String text(WebDriver browser, String selector) {
    return browser.findElement(By.cssSelector(selector)).getText().strip();
  }
}
