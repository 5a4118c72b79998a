import { css } from 'lit';

/** The rules of uPlot's own style sheet that its canvas needs without legend and cursor. */
export const linePlotStyles = css`
  .uplot,
  .uplot * {
    box-sizing: border-box;
  }

  .uplot {
    width: min-content;
  }

  .u-wrap {
    position: relative;
    user-select: none;
  }

  .u-over,
  .u-under {
    position: absolute;
    pointer-events: none;
  }

  .uplot canvas {
    display: block;
    position: relative;
    width: 100%;
    height: 100%;
  }

  .u-axis,
  .u-select {
    position: absolute;
    pointer-events: none;
  }

  .u-off {
    display: none;
  }
`;
