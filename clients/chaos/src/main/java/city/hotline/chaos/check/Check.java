package city.hotline.chaos.check;

/** One kind of promise, judged by all the evidence. */
interface Check {
  void check(Evidence evidence, SurvivingLog log, Findings findings);
}
